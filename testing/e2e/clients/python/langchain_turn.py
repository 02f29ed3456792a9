"""A turn of LangChain's agent with a tool that leaves what it says in a file."""

import os
import sys
from pathlib import Path

from langchain.agents import create_agent
from langchain_openai import ChatOpenAI


def weather(city: str) -> str:
    """Tells the weather in a city."""
    Path("ran.txt").write_text("told-42")
    return "told-42"


model = ChatOpenAI(
    model=sys.argv[1],
    base_url=os.environ["AUTERITY_GATEWAY_URL"] + "/v1",
    api_key=os.environ["AUTERITY_KEY"],
    max_retries=0,
)
answer = create_agent(model, [weather]).invoke(
    {"messages": [{"role": "user", "content": "What is the weather in Paris?"}]}
)
print(answer["messages"][-1].text)
