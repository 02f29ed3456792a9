package io.auterity.bench.route;

import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one route tests, and a call that passes this test and no other.
 *
 * @param when of the route
 * @param model that the call asks for
 * @param labels of the call
 */
record Rule(Json.Obj when, @Nullable String model, Map<String, String> labels) {

  private static final int RULES_PER_ACCOUNT = 4;

  /** Every call has a value for each label that is tested, so that no test is skipped. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "customer", "walk-in",
          "team", "no-team",
          "account", "none",
          "tier", "free",
          "path", "/interactive/session");

  static Rule of(Sort sort, int number) {
    return switch (sort) {
      case LABEL -> onLabel("customer", "customer-" + number, "customer-" + number);
      case LABEL_GLOB ->
          number % 2 == 0
              ? onLabel("team", "team-" + number + "-*", "team-" + number + "-east")
              : onLabel("team", "*-desk-" + number, "north-desk-" + number);
      case MODEL -> onModel("model-" + number, "model-" + number);
      case MODEL_GLOB -> onModel("family-" + number + "-*", "family-" + number + "-large");
      case KEYED_EXPRESSION -> keyed(number);
      case FREE_EXPRESSION -> free(number);
    };
  }

  private static Rule onLabel(String label, String glob, String value) {
    Json.Obj tests = Json.EMPTY.with(label, Json.of(glob));
    return new Rule(Json.EMPTY.with("labels", tests), null, labels(Map.of(label, value)));
  }

  private static Rule onModel(String glob, String model) {
    return new Rule(Json.EMPTY.with("model", Json.of(glob)), model, OTHERS);
  }

  private static Rule keyed(int number) {
    String account = "account-" + number / RULES_PER_ACCOUNT;
    String tier = "tier-" + number;
    String text =
        "labels.account == '%s' && labels.tier in ['%s', 'all-%d']"
            .formatted(account, tier, number);
    return onExpression(text, Map.of("account", account, "tier", tier));
  }

  // Three in four are made of comparisons of texts; the fourth calls a function of CEL's library.
  private static Rule free(int number) {
    String path = "/job-" + number + "/";
    String text =
        switch (number % 4) {
          case 0 -> "labels.path.startsWith('%s') && door == 'gateway'";
          case 1 -> "labels.path.contains('%s') || labels.path.endsWith('#%1$s')";
          case 2 -> "labels.path in ['%sa', '%1$sb'] && labels.tier != 'none'";
          default -> "size(labels.path) < 64 && labels.path.startsWith('%s')";
        };
    return onExpression(text.formatted(path), Map.of("path", path + "a"));
  }

  private static Rule onExpression(String text, Map<String, String> labels) {
    return new Rule(Json.EMPTY.with("expression", Json.of(text)), null, labels(labels));
  }

  private static Map<String, String> labels(Map<String, String> own) {
    Map<String, String> labels = new HashMap<>(OTHERS);
    labels.putAll(own);
    return Map.copyOf(labels);
  }
}
