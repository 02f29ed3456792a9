package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;
import java.util.regex.Pattern;

/**
 * xAI's chat completions. Sources: the vendor's page on reasoning; open-webui 21266 and
 * NativeTavern 83 (penalties), hermes-agent pull request 23435 (effort, tried at the vendor),
 * modelparams.dev pull request 330 ({@code stop}).
 */
public final class StrictXai extends StrictChat {

  private static final Pattern TAKES_EFFORT =
      Pattern.compile("grok-(3-mini|4\\.3|4\\.5|4\\.6|4\\.20-multi-agent).*");
  private static final Pattern NO_THINKER =
      Pattern.compile("grok-(2|3(?!-mini)|.*non-reasoning).*");

  private static final List<StrictRule> RULES =
      List.of(
          unless("presence_penalty", "presencePenalty", asked -> false),
          unless("frequency_penalty", "frequencyPenalty", asked -> false),
          unless("stop", "stop", asked -> NO_THINKER.matcher(asked.model()).matches()),
          unless(
              "reasoning_effort",
              "reasoningEffort",
              asked -> TAKES_EFFORT.matcher(asked.model()).matches()),
          StrictChat::pairs);

  private static StrictRule unless(String field, String name, StrictRule.Broken taken) {
    return asked ->
        StrictRule.when(
                one -> one.has(field) && !taken.by(one),
                "Model %s does not support parameter %s.".formatted(asked.model(), name))
            .broken(asked);
  }

  @Override
  Json.Obj thoughts(String words) {
    return Json.EMPTY.with("reasoning_content", text(words));
  }

  @Override
  List<StrictRule> rules() {
    return RULES;
  }

  @Override
  Json error(StrictRule.Refusal refusal) {
    return json(
        "{'code': 'Client specified an invalid argument', 'error': %s}", text(refusal.message()));
  }
}
