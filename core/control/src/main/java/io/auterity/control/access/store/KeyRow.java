package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.call.Principal;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key without its secret. */
public record KeyRow(
    UUID id,
    String name,
    List<String> roles,
    List<String> allow,
    List<String> deny,
    KeyTerms terms,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked,
    @Nullable Instant lastUsed,
    KeySecrets secrets) {

  private static final int VERSION_LENGTH = 16;

  public KeyRow {
    roles = List.copyOf(roles);
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /**
   * A key that is new.
   *
   * @param prefix how its secret begins
   */
  public static KeyRow fresh(
      UUID id,
      String name,
      List<String> roles,
      List<String> allow,
      List<String> deny,
      KeyTerms terms,
      Instant created,
      @Nullable Instant expires,
      String prefix) {
    return new KeyRow(
        id,
        name,
        roles,
        allow,
        deny,
        terms,
        created,
        expires,
        null,
        null,
        KeySecrets.first(prefix));
  }

  KeyRow unrevoked() {
    return new KeyRow(
        id, name, roles, allow, deny, terms, created, expires, null, lastUsed, secrets);
  }

  /** Another text with each change of what it lets do, for whom and until when, or its secret. */
  public String version() {
    String digest = digest();
    int from = digest.indexOf(':') + 1;
    return digest.substring(from, from + VERSION_LENGTH);
  }

  /** Whether another reading of it lets do the same, for whom and until when. */
  boolean allowsAs(KeyRow other) {
    return digest().equals(other.digest());
  }

  /** That it is as it is, and was as it was; null when it was not there. */
  AuditedChange change(@Nullable KeyRow before) {
    return new AuditedChange(
        "key/" + Principal.ID.write(id), before == null ? null : before.digest(), digest());
  }

  // Of what it lets do, for whom and until when, and of when its secret changed; not of the secret.
  private String digest() {
    Map<String, Json> told = new TreeMap<>();
    told.put("name", Json.of(name));
    told.put("roles", texts(roles));
    told.put("allow", texts(allow));
    told.put("deny", texts(deny));
    told.put("expires", Json.of(String.valueOf(expires)));
    told.put("revoked", Json.of(String.valueOf(revoked)));
    told.put("rotated", Json.of(String.valueOf(secrets.rotated())));
    told.put("former_until", Json.of(String.valueOf(secrets.formerUntil())));
    told.put("owner", Json.of(String.valueOf(terms.owner())));
    told.put("holder", Json.of(String.valueOf(terms.holder())));
    Map<String, Json> labels = new TreeMap<>();
    terms.labels().forEach((name, value) -> labels.put(name, Json.of(value)));
    told.put("labels", Json.object(labels));
    told.put("models", textsOrNull(terms.models()));
    told.put("doors", textsOrNull(terms.doors()));
    // Keys from before there were tools keep their digest.
    if (terms.tools() != null) {
      told.put("tools", texts(terms.tools()));
    }
    return AuditedChange.digest(Json.object(told).toString());
  }

  private static Json textsOrNull(@Nullable List<String> texts) {
    return texts == null ? Json.NULL : texts(texts);
  }

  private static Json texts(List<String> texts) {
    return new Json.Arr(texts.stream().<Json>map(Json::of).toList());
  }
}
