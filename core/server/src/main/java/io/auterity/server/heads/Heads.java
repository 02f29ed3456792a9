package io.auterity.server.heads;

import io.auterity.insight.head.HeadVersion;
import io.auterity.insight.head.HeadVersions;
import io.auterity.insight.learn.HeadsInForce;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Providers that answer by a head. Which version answers stands in the provider's declaration, so
 * that a change of it is one of configuration: it is audited, has its own versions, and reaches
 * every server as any other does.
 *
 * @param learners finds what learns for a connector; null where nothing does
 */
public record Heads(
    ResourceService resources,
    Function<String, @Nullable TextLearner> learners,
    BiFunction<TenantScope, String, Documents> documents,
    Time time)
    implements HeadsInForce {

  static final String PROVIDER = "provider";
  private static final String CONFIG = "config";

  /**
   * One head, as it is now.
   *
   * @param provider as it was read; a change holds only for that version of it
   * @param config of it
   * @param inForce the version that answers; null where none was put in force
   */
  record Head(
      String id,
      TextLearner learner,
      Resource provider,
      Json.Obj config,
      HeadVersions versions,
      @Nullable Integer inForce) {}

  /** All of a tenant, by id. */
  List<Head> all(TenantScope scope) {
    return resources.list(scope, PROVIDER).stream()
        .flatMap(one -> head(scope, one).stream())
        .toList();
  }

  /**
   * One of them.
   *
   * @throws CallFailedException {@code not_found}, or {@code unsupported} for a provider that
   *     learns nothing
   */
  Head get(TenantScope scope, String id) {
    Resource provider =
        resources
            .get(scope, PROVIDER, id)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "no provider '%s'".formatted(id)));
    return head(scope, provider)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.UNSUPPORTED,
                    "provider %s is no head: connector %s learns nothing; use local-head"
                        .formatted(id, provider.spec().text("connector"))));
  }

  private Optional<Head> head(TenantScope scope, Resource provider) {
    Json.Obj spec = provider.spec();
    TextLearner learner = learners.apply(Objects.requireNonNullElse(spec.text("connector"), ""));
    if (learner == null) {
      return Optional.empty();
    }
    Json.Obj config = spec.get(CONFIG) instanceof Json.Obj said ? said : Json.EMPTY;
    return Optional.of(
        new Head(
            provider.id(),
            learner,
            provider,
            config,
            new HeadVersions(provider.id(), documents.apply(scope, provider.id())),
            TextLearner.version(config)));
  }

  @Override
  public Map<String, Answering> of(TenantScope scope) {
    Map<String, Answering> answering = new LinkedHashMap<>();
    for (Head head : all(scope)) {
      Integer version = head.inForce();
      answering.put(
          head.id(), new Answering(version == null ? 0 : version, head.provider().appliedAt()));
    }
    return answering;
  }

  @Override
  public void withdraw(TenantScope scope, String provider, int version, String why) {
    Head head = get(scope, provider);
    if (Objects.equals(head.inForce(), version)) {
      var _ = withdraw(scope, AuditedAct.ofPlatform("head.withdraw"), head, time.now(), why);
    }
  }

  /**
   * From now on this version answers.
   *
   * @param version null for none of those that were trained
   * @throws CallFailedException {@code conflict} when its provider has changed since it was read
   */
  void put(TenantScope scope, AuditedAct act, Head head, @Nullable Integer version) {
    Map<String, Json> config = new LinkedHashMap<>(head.config().fields());
    config.remove(TextLearner.VERSION);
    if (version != null) {
      config.put(TextLearner.VERSION, Json.of(version));
    }
    Json.Obj spec = head.provider().spec().with(CONFIG, Json.object(config));
    var _ = resources.replace(scope, act, head.provider(), spec);
  }

  /**
   * Puts an earlier version in force.
   *
   * @param wanted null for the latest one before that which answers
   */
  HeadVersion rollback(TenantScope scope, AuditedAct act, Head head, @Nullable Integer wanted) {
    HeadVersion earlier = wanted == null ? before(head) : head.versions().get(wanted);
    HeadVersion.Withdrawn withdrawn = earlier.withdrawn();
    if (withdrawn != null) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "version %d of head %s is withdrawn: %s"
              .formatted(earlier.version(), head.id(), withdrawn.why()));
    }
    put(scope, act, head, earlier.version());
    return earlier;
  }

  private static HeadVersion before(Head head) {
    int from = head.inForce() == null ? Integer.MAX_VALUE : head.inForce();
    return head.versions().all().stream()
        .filter(one -> one.version() < from && one.withdrawn() == null)
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.CONFLICT,
                    "head %s has no earlier version that is not withdrawn".formatted(head.id())));
  }

  /**
   * Ends the version that answers, for good.
   *
   * @throws CallFailedException {@code conflict} where none answers
   */
  HeadVersion withdraw(TenantScope scope, AuditedAct act, Head head, Instant now, String why) {
    Integer version = head.inForce();
    if (version == null) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "no version of head %s is in force".formatted(head.id()));
    }
    var _ = head.versions().withdraw(version, now, why);
    put(scope, act, head, null);
    return head.versions().get(version);
  }
}
