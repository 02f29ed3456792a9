package io.auterity.workflow.event;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of a tenant's own that are declared, and what is raised of them. */
public final class CustomEvents {

  /** Bytes of what an event says. */
  public static final int LARGEST = 64 << 10;

  /** Characters of what an event is about. */
  public static final int LONGEST_SUBJECT = 400;

  /** Source of them all. */
  public static final String SOURCE = "/custom";

  private final Map<UUID, Map<String, Declared>> byTenant = new ConcurrentHashMap<>();

  private record Declared(String type, @Nullable JsonSchema schema) {}

  /** The types that are declared. */
  public Set<String> types(TenantScope scope) {
    return declared(scope).values().stream()
        .map(Declared::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The event that is raised.
   *
   * @param id the same whenever it is raised again
   * @param subject what it is about, e.g. the number of an order
   * @throws CallFailedException {@code not_found} when no such type is declared; {@code invalid}
   *     when the data does not fit it; {@code too_large}
   */
  public CloudEvent event(
      TenantScope scope, UUID id, String type, String subject, Json.Obj data, Instant now) {
    Declared declared =
        declared(scope).values().stream()
            .filter(one -> one.type().equals(type))
            .findFirst()
            .orElseThrow(() -> unknown(type, types(scope)));
    requireBounded(subject, data);
    requireText(subject);
    if (declared.schema() != null) {
      requireFitting(declared.schema().check(data));
    }
    return new CloudEvent(id, type, SOURCE, subject, scope.tenant(), now, data);
  }

  private static CallFailedException unknown(String type, Set<String> types) {
    return new CallFailedException(
        FailureCode.NOT_FOUND,
        "no event '%s' is declared; %s"
            .formatted(
                type,
                types.isEmpty()
                    ? "apply a resource of kind event first"
                    : Nearest.fix(type, types)));
  }

  private static void requireBounded(String subject, Json.Obj data) {
    if (subject.length() > LONGEST_SUBJECT) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the subject has %d characters, at most %d".formatted(subject.length(), LONGEST_SUBJECT));
    }
    int size = StoredJson.of(data).size();
    if (size > LARGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the data has %d bytes, at most %d; pass a reference".formatted(size, LARGEST));
    }
  }

  // No text column of PostgreSQL takes it.
  private static void requireText(String subject) {
    if (subject.indexOf('\0') >= 0) {
      throw new CallFailedException(
          Failure.of(FailureCode.INVALID, "the subject holds the character NUL; leave it out")
              .withFields(Map.of("subject", "holds the character NUL")));
    }
  }

  private static void requireFitting(List<Problem> problems) {
    if (!problems.isEmpty()) {
      Map<String, String> fields = new LinkedHashMap<>();
      problems.forEach(problem -> fields.putIfAbsent(problem.in("data").path(), problem.rule()));
      Problem first = problems.getFirst().in("data");
      throw new CallFailedException(
          Failure.of(FailureCode.INVALID, "%s: %s".formatted(first.path(), first.rule()))
              .withFields(fields));
    }
  }

  private Map<String, Declared> declared(TenantScope scope) {
    return byTenant.getOrDefault(scope.tenant(), Map.of());
  }

  void put(TenantScope scope, String id, CustomEvent spec) {
    JsonSchema schema = spec.schema() == null ? null : JsonSchema.of(spec.schema());
    byTenant
        .computeIfAbsent(scope.tenant(), tenant -> new ConcurrentHashMap<>())
        .put(id, new Declared(spec.type(id), schema));
  }

  void remove(TenantScope scope, String id) {
    byTenant.computeIfPresent(
        scope.tenant(),
        (tenant, own) -> {
          own.remove(id);
          return own;
        });
  }
}
