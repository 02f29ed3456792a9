"""A turn of pydantic-ai's agent with a tool that leaves what it says in a file."""

import os
import sys
from pathlib import Path

from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(
    base_url=os.environ["AUTERITY_GATEWAY_URL"] + "/v1", api_key=os.environ["AUTERITY_KEY"]
)
agent = Agent(OpenAIChatModel(sys.argv[1], provider=provider))


@agent.tool_plain
def weather(city: str) -> str:
    """Tells the weather in a city."""
    Path("ran.txt").write_text("told-42")
    return "told-42"


print(agent.run_sync("What is the weather in Paris?").output)
