package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The chat completions of an Azure OpenAI resource, which tell what its filter of contents found.
 * Sources: litellm 8638 (fields that a version has not), litellm 11392 (ids of calls),
 * openai-dotnet 396 and pydantic-ai 4035 (files), azure-docs 114602 (a deployment without a
 * version), mentat 429 and autogen 6465 (the pieces of the filter in a stream). Else it refuses
 * what OpenAI does.
 */
public final class StrictAzure extends StrictChat {

  private static final String FOUND =
      "{'hate': {'filtered': false, 'severity': 'safe'}, 'self_harm': {'filtered': false, 'severity': 'safe'}, 'sexual': {'filtered': false, 'severity': 'safe'}, 'violence': {'filtered': false, 'severity': 'safe'}}"
          .replace('\'', '"');

  @Override
  List<StrictRule> rules() {
    List<StrictRule> rules = new ArrayList<>(super.rules());
    rules.add(
        StrictRule.when(
            asked ->
                asked.path().startsWith("/openai/deployments/")
                    && !asked.query().contains("api-version="),
            "Resource not found"));
    rules.add(
        StrictRule.when(
            asked -> asked.texts("messages[*].content[*].type").contains("file"),
            "Invalid Value: 'file'. This model does not support file content types.",
            "messages[0].content[1].type",
            "invalid_value"));
    return rules;
  }

  @Override
  Json whole(Asked request, Said said) {
    Json.Obj whole = (Json.Obj) super.whole(request, said);
    List<Json> choices = new ArrayList<>();
    Places.objects(whole, "choices[*]")
        .forEach(choice -> choices.add(choice.with("content_filter_results", json(FOUND))));
    return whole.with("choices", Json.array(choices)).with("prompt_filter_results", prompt());
  }

  private static Json prompt() {
    return json("[{'prompt_index': 0, 'content_filter_results': %s}]", FOUND);
  }

  // Before all pieces comes one without choices, and behind the words one without a delta.
  @Override
  String streamed(Asked request, Said said) {
    String all = super.streamed(request, said);
    String filter =
        event(
            json(
                "{'id': '', 'object': '', 'created': 0, 'model': '', 'choices': [], 'prompt_filter_results': %s}",
                prompt()));
    String found =
        event(
            json(
                "{'id': '', 'object': '', 'created': 0, 'model': '', 'choices': [{'index': 0, 'finish_reason': null, 'content_filter_offsets': {'check_offset': 0, 'start_offset': 0, 'end_offset': 9}, 'content_filter_results': %s}]}",
                FOUND));
    int end = all.lastIndexOf("data: [DONE]");
    return filter + all.substring(0, end) + found + all.substring(end);
  }
}
