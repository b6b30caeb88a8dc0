from langgraph.checkpoint.serde import dumps


class StateGraph:
    dumps = dumps
