package io.auterity.control.noun;

import io.auterity.control.access.AccessRole;
import io.auterity.control.access.ApiKeys;
import io.auterity.control.access.GrantPattern;
import io.auterity.control.access.Grants;
import io.auterity.control.access.KeyEdit;
import io.auterity.control.access.store.KeySearch;
import io.auterity.control.access.store.KeySecrets;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Principal;
import io.auterity.platform.expression.DurationText;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.Rest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Default;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API keys of the caller's tenant. */
public record Keys(ApiKeys keys) {

  public static final Act READ = new Act("key.read", Trace.NONE, false);
  public static final Act WRITE = new Act("key.write", Trace.WITH_CHANGE, false);

  private static final Duration USUAL_OVERLAP = Duration.ofHours(24);

  /**
   * The key that is wanted.
   *
   * @param roles admin, operator, viewer or auditor
   * @param allow capabilities, patterns such as {@code ai.*}, or actions such as {@code
   *     control:run.start}
   * @param deny the same, and stronger than what allows
   * @param owner whose it is: {@code team/ID}, {@code project/ID} or {@code user/ID}
   * @param holder id of the user who holds a key of a team or project
   * @param labels that each of its calls carries
   * @param models patterns of the models that it may use; absent allows any
   * @param doors rest, gateway, mcp or workflow; absent allows all
   * @param tools capabilities, or patterns of them, that agents see as tools of their own
   */
  public record NewKey(
      String name,
      @Nullable List<String> roles,
      @Nullable List<String> allow,
      @Nullable List<String> deny,
      @Nullable String owner,
      @Nullable String holder,
      @Nullable Map<String, String> labels,
      @Nullable List<String> models,
      @Nullable List<String> doors,
      @Nullable List<String> tools,
      @Nullable Instant expires) {

    ApiKeys.Wanted wanted() {
      return new ApiKeys.Wanted(
          name,
          new Grants(
              texts(roles).stream().map(AccessRole::of).collect(Collectors.toSet()),
              texts(allow).stream().map(GrantPattern::new).toList(),
              texts(deny).stream().map(GrantPattern::new).toList()),
          new KeyTerms(owner, holder, labels == null ? Map.of() : labels, models, doors, tools),
          expires);
    }

    private static List<String> texts(@Nullable List<String> texts) {
      return texts == null ? List.of() : texts;
    }
  }

  /**
   * What is to change of a key; what is absent stays as it is.
   *
   * @param labels that each of its calls carries as well, or with another value
   * @param lift what is taken off it: holder, models, doors, tools, expires or {@code labels.NAME}
   * @param version of the key as it was read, which alone is changed; absent changes whatever it is
   */
  public record ChangedKey(
      @Nullable String holder,
      @Nullable Map<String, String> labels,
      @Nullable List<String> models,
      @Nullable List<String> doors,
      @Nullable List<String> tools,
      @Nullable Instant expires,
      @Nullable List<String> lift,
      @Nullable String version) {

    KeyEdit edit() {
      return new KeyEdit(
          holder,
          labels == null ? Map.of() : labels,
          models,
          doors,
          tools,
          expires,
          lift == null ? Set.of() : new HashSet<>(lift),
          version);
    }
  }

  /**
   * Keys that are wanted together.
   *
   * @param keys 1 to 1,000; all of them are made, or none
   */
  public record NewKeys(List<NewKey> keys) {

    List<ApiKeys.Wanted> wanted() {
      List<ApiKeys.Wanted> wanted = new ArrayList<>();
      Map<String, Failure> wrong = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        try {
          wanted.add(keys.get(i).wanted());
        } catch (CallFailedException e) {
          wrong.put("keys[%d]".formatted(i), e.failure());
        }
      }
      if (!wrong.isEmpty()) {
        throw ApiKeys.severalWrong(wrong);
      }
      return wanted;
    }
  }

  /**
   * How a key is rotated.
   *
   * @param overlap how long its former secret stays good, e.g. {@code 24h}, which is usual; {@code
   *     0s} ends it at once; 30 days at most
   */
  public record Rotation(@Nullable String overlap) {}

  /**
   * The secret that a rotation replaced.
   *
   * @param prefix how it begins
   * @param until when it ends, or has ended
   * @param lastUsed by a caller that has not changed yet
   */
  public record FormerSecret(@Nullable String prefix, Instant until, @Nullable Instant lastUsed) {}

  /**
   * A key without its secret.
   *
   * @param prefix how its secret begins; absent of keys from before prefixes were kept
   * @param rotated when its present secret replaced the former
   * @param version another text with each change of it
   */
  public record KeyView(
      String id,
      String name,
      List<String> roles,
      List<String> allow,
      List<String> deny,
      @Nullable String owner,
      @Nullable String holder,
      Map<String, String> labels,
      @Nullable List<String> models,
      @Nullable List<String> doors,
      @Nullable List<String> tools,
      @Nullable String prefix,
      Instant created,
      @Nullable Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant lastUsed,
      @Nullable Instant rotated,
      @Nullable FormerSecret former,
      String version) {

    static KeyView of(ApiKeys.Key key) {
      return new KeyView(
          Principal.ID.write(key.id()),
          key.name(),
          key.grants().roles().stream().map(AccessRole::wire).sorted().toList(),
          key.grants().allow().stream().map(GrantPattern::text).toList(),
          key.grants().deny().stream().map(GrantPattern::text).toList(),
          key.terms().owner(),
          key.terms().holder(),
          key.terms().labels(),
          key.terms().models(),
          key.terms().doors(),
          key.terms().tools(),
          key.secrets().prefix(),
          key.created(),
          key.expires(),
          key.revoked(),
          key.lastUsed(),
          key.secrets().rotated(),
          former(key.secrets()),
          key.version());
    }

    private static @Nullable FormerSecret former(KeySecrets secrets) {
      return secrets.formerUntil() == null
          ? null
          : new FormerSecret(secrets.formerPrefix(), secrets.formerUntil(), secrets.formerUsed());
    }
  }

  /** A new key with its secret, which is shown this once. */
  public record IssuedKey(KeyView key, String secret) {

    static IssuedKey of(ApiKeys.Issued issued) {
      return new IssuedKey(KeyView.of(issued.key()), issued.secret());
    }

    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** New keys with their secrets, in the order in which they were wanted; none of a dry run. */
  public record IssuedKeys(List<IssuedKey> keys) {}

  /**
   * Which keys are asked for.
   *
   * @param prefix how their secrets begin
   */
  public record Query(
      @Nullable String name,
      @Nullable String prefix,
      @Nullable String owner,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  @Rest(value = "GET /keys", id = "key_list", needs = "key.read")
  public PageOf<KeyView> list(NounCaller caller, Query query) {
    int size = Paging.limit(query.limit());
    UUID after = Paging.cursor(Principal.ID, query.cursor());
    List<KeyView> found =
        keys
            .list(
                caller.scope(),
                new KeySearch(query.name(), query.prefix(), query.owner()),
                after,
                size + 1)
            .stream()
            .map(KeyView::of)
            .toList();
    return Paging.page(found, size, KeyView::id);
  }

  @Rest(value = "GET /keys/{id}", id = "key_get", needs = "key.read")
  public KeyView get(NounCaller caller, String id) {
    return KeyView.of(keys.get(caller.scope(), Principal.ID.read(id)));
  }

  @Rest(value = "POST /keys", id = "key_create", needs = "key.write", status = 201)
  public IssuedKey create(NounCaller caller, @FromBody NewKey body) {
    return IssuedKey.of(keys.create(caller.authenticated(), caller.act(WRITE), body.wanted()));
  }

  /**
   * How keys are imported.
   *
   * @param dryRun whether they are checked alone
   */
  public record Import(@Default("false") boolean dryRun) {}

  @Rest(value = "POST /keys/import", id = "key_create_1", needs = "key.write", status = 201)
  public IssuedKeys create(NounCaller caller, Import how, @FromBody NewKeys body) {
    List<ApiKeys.Wanted> wanted = body.wanted();
    if (how.dryRun()) {
      keys.check(caller.authenticated(), wanted);
      return new IssuedKeys(List.of());
    }
    return new IssuedKeys(
        keys.create(caller.authenticated(), caller.act(WRITE), wanted).stream()
            .map(IssuedKey::of)
            .toList());
  }

  @Rest(value = "PATCH /keys/{id}", id = "key_edit", needs = "key.write")
  public KeyView edit(NounCaller caller, String id, @FromBody ChangedKey body) {
    return KeyView.of(
        keys.edit(caller.authenticated(), caller.act(WRITE), Principal.ID.read(id), body.edit()));
  }

  @Rest(value = "POST /keys/{id}/rotate", id = "key_rotate", needs = "key.write")
  public IssuedKey rotate(NounCaller caller, String id, @FromBody Rotation body) {
    return IssuedKey.of(
        keys.rotate(
            caller.authenticated(),
            caller.act(WRITE),
            Principal.ID.read(id),
            overlap(body.overlap())));
  }

  private static Duration overlap(@Nullable String text) {
    return text == null
        ? USUAL_OVERLAP
        : DurationText.read(text)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.INVALID,
                        "overlap: '%s' is no duration; write e.g. 24h".formatted(text)));
  }

  @Rest(value = "DELETE /keys/{id}", id = "key_revoke", needs = "key.write", status = 204)
  public void revoke(NounCaller caller, String id) {
    keys.revoke(caller.authenticated(), caller.act(WRITE), Principal.ID.read(id));
  }
}
