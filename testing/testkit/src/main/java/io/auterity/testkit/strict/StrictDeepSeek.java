package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** DeepSeek's chat completions, which think unless that is switched off. */
public final class StrictDeepSeek extends StrictChat {

  private static final String THOUGHTS = "reasoning_content";

  private static final List<StrictRule> RULES =
      List.of(
          StrictRule.when(
              asked -> asked.texts("messages[*].role").contains("developer"),
              "unknown variant developer, expected one of system, user, assistant, tool"),
          // yilewang/llm-for-zotero 143: "screenshots, PDFs, images, files"
          StrictRule.when(
              asked -> asked.texts("messages[*].content[*].type").contains("file"),
              "Failed to deserialize the JSON body into the target type: messages[0]: unknown variant `file`, expected `text`"),
          StrictDeepSeek::thoughts,
          StrictRule.when(
              asked -> asked.texts("response_format.type").contains("json_schema"),
              "This response_format type is unavailable now"),
          StrictRule.when(
              asked ->
                  asked.texts("response_format.type").contains("json_object")
                      && !Places.at(asked.body(), "messages").toString().contains("json"),
              "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'"),
          StrictRule.when(
              asked -> thinks(asked) && isForced(asked.body().get("tool_choice")),
              "this tool_choice is not supported in the thinking mode"),
          StrictChat::pairs);

  private static boolean thinks(Asked asked) {
    return !asked.texts("thinking.type").contains("disabled");
  }

  private static boolean isForced(@Nullable Json choice) {
    return choice instanceof Json.Obj || Json.of("required").equals(choice);
  }

  private static Stream<StrictRule.Refusal> thoughts(Asked asked) {
    return asked.objects("messages[*]").stream()
        .filter(message -> thinks(asked) && !Places.at(message, "tool_calls[*]").isEmpty())
        .filter(message -> message.text(THOUGHTS) == null)
        .map(
            message ->
                StrictRule.Refusal.of(
                    "The reasoning_content in the thinking mode must be passed back to the API."));
  }

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning_content", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }
}
