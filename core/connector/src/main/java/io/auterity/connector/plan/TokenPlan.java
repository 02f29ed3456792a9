package io.auterity.connector.plan;

import io.auterity.connector.file.FileProblems;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookToken;
import io.auterity.webhook.WebhookSignatureRule;
import io.auterity.webhook.WebhookSignatureRule.Scheme;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The plan of the signed token (JWT) by which a vendor shows that it sent a delivery, as a file
 * describes it.
 *
 * @param keys where the vendor publishes them, as {@link Servers#base} reads it
 */
record TokenPlan(
    WebhookSignatureRule rule, String keys, Mapping issuer, @Nullable Mapping audience) {

  private static final List<String> OWN = List.of("keys", "issuer", "audience");
  private static final Set<String> KNOWN =
      Set.of("scheme", "header", "prefix", "keys", "issuer", "audience");

  /** Compiles it; null where the vendor signs otherwise. */
  static @Nullable TokenPlan of(
      Json.Obj said, String place, WebhookSignatureRule rule, NameScope names, Json.Obj config) {
    FileProblems problems = names.problems();
    if (rule.scheme() != Scheme.JWT) {
      OWN.stream()
          .filter(name -> said.get(name) != null)
          .forEach(name -> refuse(problems, place, name, "is of scheme: jwt alone"));
      return null;
    }
    Set<String> others = new TreeSet<>(said.fields().keySet());
    others.removeAll(KNOWN);
    others.forEach(name -> refuse(problems, place, name, "is of no token"));
    OWN.stream()
        .filter(name -> said.get(name) == null)
        .forEach(name -> problems.add(place, "a token needs " + name, "add %s:".formatted(name)));
    String keys = Objects.requireNonNullElse(said.text("keys"), "");
    checkKeys(keys, JsonPath.field(place, "keys"), config, problems);
    Mapping issuer = names.optional(said, place, "issuer");
    return new TokenPlan(
        rule,
        keys,
        issuer == null ? new Mapping.Constant(Json.of("")) : issuer,
        names.optional(said, place, "audience"));
  }

  private static void refuse(FileProblems problems, String place, String name, String why) {
    problems.add(JsonPath.field(place, name), why, "remove it");
  }

  private static void checkKeys(String keys, String path, Json.Obj config, FileProblems problems) {
    if (keys.startsWith("http:")) {
      problems.add(path, "could be changed on their way", "write https://HOST/PATH");
    } else if (!keys.isEmpty()) {
      Servers.checkUrl(path, keys, config, problems);
    }
  }

  /** The token of one provider, by the values of its configuration. */
  WebhookToken of(Values values) {
    Json.Obj config = values.get("config") instanceof Json.Obj said ? said : Json.EMPTY;
    return new WebhookToken(
        rule.header(),
        rule.prefix(),
        Servers.base(keys, config),
        Objects.requireNonNullElse(OpenWebhooks.text(issuer, values), ""),
        Objects.requireNonNullElse(OpenWebhooks.text(audience, values), ""));
  }
}
