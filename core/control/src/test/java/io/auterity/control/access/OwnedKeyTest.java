package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.control.access.ApiKeys.Issued;
import io.auterity.control.access.ApiKeys.Wanted;
import io.auterity.control.access.store.KeyRow;
import io.auterity.control.access.store.KeySearch;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.KeyTerms;
import io.auterity.control.owner.OwnerKind;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Invocation.Door;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that belong to somebody, that narrow what may be done with them, and that are rotated. */
@Tag("postgresql")
class OwnedKeyTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final AuditedAct ACT = AuditTrail.act("access");
  private static final Grants CHAT =
      new Grants(Set.of(), List.of(new GrantPattern("ai.*")), List.of());
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime(Instant.parse("2026-01-02T12:00:00Z"));
  private final Owners owners = new Owners();
  private final Access access =
      TestAccess.of(db.database(), new AuditLog(db.database(), Time.system()), owners, time);
  private final Tenants.Admitted tenant =
      access.tenants().create(ACT, "tenant " + UUID.randomUUID());
  private final Authenticated admin = authenticate(tenant.secret());

  @BeforeEach
  void owners() {
    apply("user", "ada", "{}");
    apply("team", "eng", "{'members': ['ada']}");
    apply("team", "payments", "{'parent': 'eng'}");
    apply("project", "checkout", "{'parent': 'payments'}");
  }

  @Test
  void aKeyTellsWhoseCallsItMakesAndWhatTheyCarry() {
    Issued key = create("k", terms("project/checkout", "ada", Map.of("app", "shop"), null, null));

    CallerTerms terms = terms(authenticate(key.secret()));
    assertThat(terms.owners())
        .containsExactly("project/checkout", "team/payments", "team/eng", "user/ada");
    assertThat(terms.labels()).containsExactly(Map.entry("app", "shop"));
    assertThat(terms.admits(Door.MCP)).isTrue();
  }

  @Test
  void aKeyWhoseOwnerIsGoneIsRefusedRatherThanCountedForNobody() {
    Authenticated caller =
        authenticate(create("k", terms("project/checkout", null, Map.of(), null, null)).secret());
    OwnerKind.all(owners).getFirst().removed(admin.scope(), "eng");

    assertThatThrownBy(() -> terms(caller)).hasMessageContaining("belongs to project/checkout");
  }

  @Test
  void aKeyStandsForItsHolderAlsoOnceItIsRevoked() {
    Issued held = create("k", terms("team/eng", "ada", Map.of(), null, null));
    Authenticated holder = authenticate(held.secret());
    Authenticated own =
        authenticate(create("o", terms("user/ada", null, Map.of(), null, null)).secret());
    access.keys().revoke(admin, ACT, held.key().id());

    assertThat(access.users().of(admin.scope(), holder.principal()).user()).isEqualTo("ada");
    assertThat(access.users().of(admin.scope(), own.principal()).teams())
        .containsExactlyInAnyOrder("eng", "payments");
    assertThat(access.users().of(admin.scope(), admin.principal()).user()).isNull();
    assertThat(access.users().of(admin.scope(), admin.principal()).roles())
        .containsExactly("admin");
  }

  @Test
  void aKeyOfOtherDoorsCannotReachTheControlPlane() {
    Grants all = Grants.of(AccessRole.ADMIN);
    KeyTerms gatewayOnly = terms(null, null, Map.of(), List.of("gpt-*"), List.of("gateway"));
    Authenticated caller =
        authenticate(
            access.keys().create(admin, ACT, new Wanted("g", all, gatewayOnly, null)).secret());

    assertThat(terms(caller).models()).containsExactly("gpt-*");
    assertThat(terms(caller).admits(Door.GATEWAY)).isTrue();
    assertThat(terms(caller).admits(Door.REST)).isFalse();
    assertThat(
            access
                .authorizer()
                .authorize(caller.scope(), caller.principal(), ProductActs.named("key.write"))
                .permits())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ai.chat.creat, did you mean 'ai.chat.create'?",
    "git.issue.get, did you mean 'tracker.issue.get'?",
    "ai.chta.*, did you mean 'ai.chat.*'?",
    "tracer.*, did you mean 'tracker.*'?",
    "control:key.raed, did you mean 'control:key.read'?",
    "control:kye.*, did you mean 'control:key.*'?",
    "control:enter, did you mean",
  })
  void aGrantThatMeansNothingIsRefusedWithTheNearest(String grant, String fix) {
    List<GrantPattern> pattern = List.of(new GrantPattern(grant));

    assertThatThrownBy(() -> create(new Grants(Set.of(), pattern, List.of())))
        .hasMessageContaining("allow: '" + grant + "' matches no capability and no action")
        .hasMessageContaining(fix);
    assertThatThrownBy(() -> create(new Grants(Set.of(AccessRole.ADMIN), List.of(), pattern)))
        .hasMessageContaining("deny: '" + grant + "' matches no capability and no action");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "ai.*", "*.issue.*", "control:*", "control:secret.use.any"})
  void aGrantThatMeansSomethingIsTaken(String grant) {
    create(new Grants(Set.of(), List.of(new GrantPattern(grant)), List.of()));
  }

  private void create(Grants grants) {
    String name = "k" + UUID.randomUUID();
    access.keys().create(admin, ACT, new Wanted(name, grants, KeyTerms.NONE, null));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "team/nowhere, -, -, -, -, owner: there is no 'team/nowhere'",
        "-, eve, -, -, -, 'holder: there is no user ''eve''; apply that user first'",
        "user/ada, ada, -, -, -, holder: a key of a user has no other holder",
        "team/eng, bob, -, -, -, holder: user 'bob' is no member of team/eng",
        "-, -, a b, -, -, labels.a b: a label is named by",
        "-, -, -, gpt 4, -, models: 'gpt 4' is no pattern of models",
        "-, -, -, gpt-?, -, models: 'gpt-?' is no pattern of models",
        "-, -, -, -, window, 'doors: ''window'' is no door; use gateway, mcp, rest, workflow'",
      })
  void whatIsWrongWithAKeyIsNamed(
      @Nullable String owner,
      @Nullable String holder,
      @Nullable String label,
      @Nullable String model,
      @Nullable String door,
      String said) {
    KeyTerms terms =
        terms(
            owner,
            holder,
            label == null ? Map.of() : Map.of(label, "x"),
            model == null ? null : List.of(model),
            door == null ? null : List.of(door));

    assertThatThrownBy(() -> create("k", terms)).hasMessageContaining(said);
  }

  @Test
  void whoIsNarrowedCannotGiveAWiderKey() {
    KeyTerms own =
        terms("team/payments", "ada", Map.of("app", "shop"), List.of("gpt-4*"), List.of("rest"));
    Grants keys = new Grants(Set.of(AccessRole.ADMIN), List.of(), List.of());
    Authenticated caller =
        authenticate(access.keys().create(admin, ACT, new Wanted("own", keys, own, null)).secret());

    refusedToGive(caller, KeyTerms.NONE, "does not belong to team/payments");
    refusedToGive(
        caller,
        terms("team/eng", "ada", own.labels(), own.models(), own.doors()),
        "does not belong to team/payments");
    refusedToGive(
        caller,
        terms("project/checkout", null, own.labels(), own.models(), own.doors()),
        "that user 'ada' does not hold");
    refusedToGive(
        caller,
        terms("project/checkout", "ada", Map.of("app", "other"), own.models(), own.doors()),
        "without the label app=shop");
    refusedToGive(
        caller,
        terms("project/checkout", "ada", own.labels(), List.of("gpt-4o", "claude"), own.doors()),
        "other models");
    refusedToGive(
        caller, terms("project/checkout", "ada", own.labels(), own.models(), null), "other doors");

    KeyTerms narrower =
        terms("project/checkout", "ada", own.labels(), List.of("gpt-4o-*"), own.doors());
    assertThat(
            access.keys().create(caller, ACT, new Wanted("n", CHAT, narrower, null)).key().terms())
        .isEqualTo(narrower);
  }

  @Test
  void aKeyIsNarrowedAtOnceAndWhatIsNotNamedStays() {
    Issued key = create("k", terms("team/eng", "ada", Map.of("app", "shop"), null, List.of("mcp")));
    Authenticated caller = authenticate(key.secret());
    assertThat(terms(caller).models()).isNull();

    ApiKeys.Key edited =
        access
            .keys()
            .edit(
                admin,
                ACT,
                key.key().id(),
                new KeyEdit(
                    null,
                    Map.of("env", "prod"),
                    List.of("gpt-4*"),
                    null,
                    null,
                    time.now().plus(DAY),
                    Set.of("doors", "holder"),
                    null));

    assertThat(edited).isEqualTo(access.keys().get(admin.scope(), key.key().id()));
    assertThat(edited.terms())
        .isEqualTo(
            terms("team/eng", null, Map.of("app", "shop", "env", "prod"), List.of("gpt-4*"), null));
    CallerTerms felt = terms(authenticate(key.secret()));
    assertThat(felt.models()).containsExactly("gpt-4*");
    assertThat(felt.owners()).containsExactly("team/eng");
    assertThat(felt.labels()).containsEntry("env", "prod");
    assertThat(felt.admits(Door.GATEWAY)).isTrue();
    time.advance(DAY);
    assertThatThrownBy(() -> authenticate(key.secret()))
        .hasMessageContaining("no valid credential");
  }

  @Test
  void nobodyWidensAKeyBeyondTheirOwnNorTheirOwn() {
    Grants all = Grants.of(AccessRole.ADMIN);
    KeyTerms narrow = terms(null, null, Map.of("app", "shop"), List.of("gpt-*"), List.of("rest"));
    Instant end = time.now().plus(DAY);
    Issued mine = access.keys().create(admin, ACT, new Wanted("mine", all, narrow, end));
    Authenticated caller = authenticate(mine.secret());
    UUID other =
        access.keys().create(caller, ACT, new Wanted("other", CHAT, narrow, end)).key().id();

    refusedToEdit(caller, other, models("gpt-4", "claude"), "other models");
    refusedToEdit(caller, other, lifting("models"), "other models");
    refusedToEdit(caller, other, lifting("doors"), "other doors");
    refusedToEdit(caller, other, lifting("labels.app"), "without the label app=shop");
    refusedToEdit(caller, other, lifting("expires"), "expires after " + end);
    refusedToEdit(caller, mine.key().id(), models("gpt-4"), "a key cannot change itself");
    KeyEdit held = new KeyEdit("ada", Map.of(), null, null, null, null, Set.of(), null);
    assertThat(access.keys().edit(caller, ACT, mine.key().id(), held).terms().holder())
        .as("its first holder")
        .isEqualTo("ada");
    refusedToEdit(caller, mine.key().id(), held, "a key cannot change itself");
    Issued wide = access.keys().create(admin, ACT, new Wanted("wide", all, end));
    refusedToEdit(caller, wide.key().id(), models("gpt-4"), "without the label app=shop");

    assertThat(access.keys().edit(caller, ACT, other, models("gpt-4")).terms().models())
        .containsExactly("gpt-4");
    assertThat(access.keys().edit(caller, ACT, other, models("gpt-*")).terms()).isEqualTo(narrow);
  }

  @Test
  void whatCannotBeChangedOfAKeyIsNamed() {
    UUID key = create("k", terms(null, null, Map.of("app", "x"), null, null)).key().id();

    refusedToEdit(admin, key, lifting(), "nothing is to change");
    refusedToEdit(admin, key, lifting("labels.env"), "the key has no label 'env'");
    refusedToEdit(admin, key, lifting("owner"), "'owner' cannot be taken off a key, only doors");
    refusedToEdit(
        admin,
        key,
        new KeyEdit(null, Map.of(), List.of("a"), null, null, null, Set.of("models"), null),
        "'models' is given anew as well");
    refusedToEdit(admin, key, models("gpt 4"), "is no pattern of models");
    refusedToEdit(
        admin,
        key,
        new KeyEdit("eve", Map.of(), null, null, null, null, Set.of(), null),
        "there is no user 'eve'");
    refusedToEdit(
        admin,
        key,
        new KeyEdit(null, Map.of(), null, null, null, time.now(), Set.of(), null),
        "is over already");
    refusedToEdit(admin, UUID.randomUUID(), lifting(), "no such key");
    access.keys().revoke(admin, ACT, key);
    refusedToEdit(admin, key, models("gpt-4"), "is revoked or has expired");
  }

  @Test
  void aKeyThatWasChangedSinceItWasReadIsLeftAsItIs() {
    KeyStore store = new KeyStore(db.database(), new ChangeAudit(Ids.system(time), time));
    UUID id = create("k", KeyTerms.NONE).key().id();
    KeyRow read = store.find(admin.scope(), id).orElseThrow();
    access.keys().edit(admin, ACT, id, models("gpt-4"));

    assertThat(store.edit(admin.scope(), ACT, read, KeyTerms.NONE, null)).isEmpty();

    assertThat(access.keys().get(admin.scope(), id).terms().models()).containsExactly("gpt-4");
  }

  @Test
  void anEditOfAnEarlierVersionOverwritesNothingAndMayComeAgain() {
    Instant end = time.now().plus(DAY).plusNanos(1);
    ApiKeys.Key read = access.keys().create(admin, ACT, new Wanted("k", CHAT, end)).key();
    assertThat(read.version()).isEqualTo(access.keys().get(admin.scope(), read.id()).version());
    KeyEdit first = inPlaceOf(read, models("gpt-4"));
    ApiKeys.Key edited = access.keys().edit(admin, ACT, read.id(), first);
    assertThat(edited.version()).isNotEqualTo(read.version());

    refusedToEdit(
        admin,
        read.id(),
        inPlaceOf(read, lifting("expires")),
        "key 'k' was changed since version %s of it was read, and version %s is in force"
            .formatted(read.version(), edited.version()));
    assertThat(access.keys().edit(admin, ACT, read.id(), first)).isEqualTo(edited);
    ApiKeys.Key later =
        access.keys().edit(admin, ACT, read.id(), inPlaceOf(edited, lifting("expires")));

    KeyEdit labelled = labelled(later, end);
    ApiKeys.Key app = access.keys().edit(admin, ACT, read.id(), labelled);
    assertThat(access.keys().edit(admin, ACT, read.id(), labelled)).isEqualTo(app);
    KeyEdit lifted = inPlaceOf(app, lifting("labels.app", "expires"));
    later = access.keys().edit(admin, ACT, read.id(), lifted);
    assertThat(access.keys().edit(admin, ACT, read.id(), lifted)).isEqualTo(later);
    refusedToEdit(
        admin, read.id(), inPlaceOf(later, lifting("labels.app")), "the key has no label 'app'");

    assertThat(later.expires()).isNull();
    assertThat(later.terms().models()).containsExactly("gpt-4");
    access.keys().revoke(admin, ACT, read.id());
    refusedToEdit(admin, read.id(), inPlaceOf(later, models("gpt-5")), "is revoked or has expired");
  }

  private static KeyEdit inPlaceOf(ApiKeys.Key read, KeyEdit edit) {
    return new KeyEdit(
        edit.holder(),
        edit.labels(),
        edit.models(),
        edit.doors(),
        edit.tools(),
        edit.expires(),
        edit.lift(),
        read.version());
  }

  private static KeyEdit labelled(ApiKeys.Key read, Instant end) {
    return new KeyEdit(
        null, Map.of("app", "shop"), null, null, null, end, Set.of(), read.version());
  }

  private static KeyEdit models(String... models) {
    return new KeyEdit(null, Map.of(), List.of(models), null, null, null, Set.of(), null);
  }

  private static KeyEdit lifting(String... names) {
    return new KeyEdit(null, Map.of(), null, null, null, null, Set.of(names), null);
  }

  private void refusedToEdit(Authenticated caller, UUID key, KeyEdit edit, String said) {
    assertThatThrownBy(() -> access.keys().edit(caller, ACT, key, edit))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(said);
  }

  @Test
  void keysAreFoundByHowASecretBeginsAndByTheirOwner() {
    Issued mine = create("mine", terms("user/ada", null, Map.of(), null, null));
    Issued held = create("held", terms("team/eng", "ada", Map.of(), null, null));
    create("other", KeyTerms.NONE);

    assertThat(mine.secret()).startsWith(mine.key().secrets().prefix());
    assertThat(mine.key().secrets().prefix()).hasSize(11);
    assertThat(names(new KeySearch(null, mine.secret().substring(0, 11), null)))
        .containsExactly("mine");
    assertThat(names(new KeySearch(null, null, "user/ada")))
        .containsExactlyInAnyOrder("mine", "held");
    assertThat(names(new KeySearch(null, null, "team/eng"))).containsExactly("held");
    assertThat(names(new KeySearch(null, held.secret().substring(0, 11), "user/bob"))).isEmpty();
  }

  @Test
  void bothSecretsAreGoodUntilTheOverlapIsOver() {
    Issued first = create("k", KeyTerms.NONE);
    authenticate(first.secret());

    Issued second = access.keys().rotate(admin, ACT, first.key().id(), DAY);

    assertThat(authenticate(first.secret()).principal())
        .isEqualTo(authenticate(second.secret()).principal());
    time.advance(DAY);
    assertThatThrownBy(() -> authenticate(first.secret()))
        .hasMessageContaining("no valid credential");
    authenticate(second.secret());
  }

  @Test
  void whoeverSignedInWithALeakedSecretIsOut() {
    Issued key = create("k", KeyTerms.NONE);
    Authenticated caller = authenticate(key.secret());
    String session = access.sessions().open(caller).secret();
    String code = access.sessions().code(caller).secret();
    access.authenticator().authenticate(new SessionToken(session));
    time.advance(Duration.ofMinutes(1));

    access.keys().rotate(admin, ACT, key.key().id(), Duration.ZERO);

    assertThatThrownBy(() -> access.authenticator().authenticate(new SessionToken(session)))
        .hasMessageContaining("no valid credential");
    assertThatThrownBy(() -> access.sessions().redeem(code))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void whoStillSendsTheFormerSecretIsSeen() {
    Issued first = create("k", KeyTerms.NONE);
    access.keys().rotate(admin, ACT, first.key().id(), DAY);
    time.advance(Duration.ofHours(1));
    Instant then = time.now();
    authenticate(first.secret());
    access.flush();

    ApiKeys.Key key = access.keys().get(admin.scope(), first.key().id());
    assertThat(key.lastUsed()).isEqualTo(then);
    assertThat(key.secrets().formerUsed()).isEqualTo(then);
    assertThat(key.secrets().used()).isNull();
    assertThat(key.secrets().formerPrefix()).isEqualTo(first.key().secrets().prefix());
  }

  @Test
  void aSecretThatWasLostOnTheWayIsReplacedAndTheOneInUseStays() {
    Issued first = create("k", KeyTerms.NONE);
    Issued lost = access.keys().rotate(admin, ACT, first.key().id(), DAY);
    Issued second = access.keys().rotate(admin, ACT, first.key().id(), DAY);

    authenticate(first.secret());
    authenticate(second.secret());
    assertThatThrownBy(() -> authenticate(lost.secret())).isInstanceOf(CallFailedException.class);
  }

  @Test
  void aKeyWithTwoSecretsInUseIsNotGivenAThirdUnlessTheOthersEnd() {
    Issued first = create("k", KeyTerms.NONE);
    Issued second = access.keys().rotate(admin, ACT, first.key().id(), DAY);
    authenticate(second.secret());
    access.flush();

    assertThatThrownBy(() -> access.keys().rotate(admin, ACT, first.key().id(), DAY))
        .hasMessageContaining("two secrets in use until 2026-01-03T12:00:00Z");

    Issued third = access.keys().rotate(admin, ACT, first.key().id(), Duration.ZERO);
    authenticate(third.secret());
    assertThatThrownBy(() -> authenticate(first.secret())).isInstanceOf(CallFailedException.class);
    assertThatThrownBy(() -> authenticate(second.secret())).isInstanceOf(CallFailedException.class);
  }

  @Test
  void nobodyGetsTheSecretOfAKeyThatMayDoMore() {
    Grants keyWriter = new Grants(Set.of(), List.of(new GrantPattern("control:key.*")), List.of());
    Authenticated clerk =
        authenticate(
            access.keys().create(admin, ACT, new Wanted("clerk", keyWriter, null)).secret());
    Issued wide = create("wide", KeyTerms.NONE);

    assertThatThrownBy(() -> access.keys().rotate(clerk, ACT, wide.key().id(), DAY))
        .hasMessageContaining("grant ai.*");
    authenticate(wide.secret());
  }

  @Test
  void aRevokedKeyIsNotRotated() {
    Issued key = create("k", KeyTerms.NONE);
    access.keys().revoke(admin, ACT, key.key().id());

    assertThatThrownBy(() -> access.keys().rotate(admin, ACT, key.key().id(), DAY))
        .hasMessageContaining("is revoked or has expired");
  }

  @Test
  void manyKeysAreMadeTogetherOrNotAtAll() {
    create("taken", KeyTerms.NONE);
    List<Wanted> wrong =
        List.of(
            new Wanted("a", CHAT, null),
            new Wanted("taken", CHAT, null),
            new Wanted("a", CHAT, terms("team/none", null, Map.of(), null, null), null),
            new Wanted("\u0000", CHAT, null));

    assertThatThrownBy(() -> access.keys().check(admin, wrong))
        .hasMessageContaining("3 of them cannot be");
    assertThatThrownBy(() -> access.keys().create(admin, ACT, wrong))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e ->
                assertThat(e.failure().fields())
                    .containsOnlyKeys("keys[1]", "keys[2]", "keys[3]")
                    .containsEntry(
                        "keys[1]", "there is a key 'taken' already; choose another name"));
    assertThat(names(KeySearch.ALL)).containsExactlyInAnyOrder("admin", "taken");

    List<Issued> made =
        access
            .keys()
            .create(admin, ACT, List.of(new Wanted("a", CHAT, null), new Wanted("b", CHAT, null)));
    assertThat(made)
        .extracting(one -> authenticate(one.secret()).principal().name())
        .containsExactly("a", "b");
  }

  private void refusedToGive(Authenticated caller, KeyTerms wanted, String said) {
    assertThatThrownBy(() -> access.keys().create(caller, ACT, new Wanted("x", CHAT, wanted, null)))
        .hasMessageContaining("forbidden")
        .hasMessageContaining(said);
  }

  private Issued create(String name, KeyTerms terms) {
    return access.keys().create(admin, ACT, new Wanted(name, CHAT, terms, null));
  }

  private List<String> names(KeySearch search) {
    return access.keys().list(admin.scope(), search, null, 10).stream()
        .map(ApiKeys.Key::name)
        .toList();
  }

  private Authenticated authenticate(String secret) {
    return access.authenticator().authenticate(new ApiKey(secret));
  }

  private CallerTerms terms(Authenticated caller) {
    return access.authorizer().terms(caller.scope(), caller.principal());
  }

  private static KeyTerms terms(
      @Nullable String owner,
      @Nullable String holder,
      Map<String, String> labels,
      @Nullable List<String> models,
      @Nullable List<String> doors) {
    return new KeyTerms(owner, holder, labels, models, doors, null);
  }

  private void apply(String kind, String id, String spec) {
    byte[] json = spec.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    OwnerKind.all(owners).stream()
        .filter(one -> one.name().equals(kind))
        .forEach(
            one ->
                one.applied(
                    admin.scope(),
                    new Resource(
                        kind, id, 1, new JsonReader(10_000).readObject(json), time.now())));
  }
}
