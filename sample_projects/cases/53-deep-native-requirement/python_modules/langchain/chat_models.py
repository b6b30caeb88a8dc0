from langchain_core.tracers import Tracer


def init_chat_model():
    return Tracer
