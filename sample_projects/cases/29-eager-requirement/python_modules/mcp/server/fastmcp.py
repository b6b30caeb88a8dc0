import uvicorn


class FastMCP:
    run = uvicorn
