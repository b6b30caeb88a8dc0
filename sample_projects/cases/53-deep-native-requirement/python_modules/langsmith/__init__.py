from langsmith.client import Client
