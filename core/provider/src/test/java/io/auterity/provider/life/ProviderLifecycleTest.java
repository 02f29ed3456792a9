package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Price;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.call.LooseInstance;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.provider.plugin.OperationEvidence.Result;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine alone: nothing runs, nothing is asked. */
class ProviderLifecycleTest {

  private static final HostedConnector CONNECTOR = LooseConnector.of(Object.class, new Object());
  private static final Failure AWAY = Failure.of(FailureCode.UNAVAILABLE, "no answer");
  private static final Failure REFUSED = Failure.of(FailureCode.UNAUTHENTICATED, "bad key");
  private static final ProviderSpec ONE = spec("{connector: loose, config: {x: 1}}");
  private static final ProviderSpec TWO = spec("{connector: loose, config: {x: 2}}");
  private static final ProviderLifecycle UNBORN = ProviderLifecycle.unborn("p");
  private static final ProviderLifecycle PENDING = opened(UNBORN, ONE);
  private static final ProviderLifecycle SERVES = looked(PENDING, null);
  private static final ProviderLifecycle WAITS = opened(SERVES, TWO);

  /** Who serves and who waits after each step, from each place. */
  static Stream<Arguments> steps() {
    UnaryOperator<ProviderLifecycle> answered = life -> looked(life, null);
    UnaryOperator<ProviderLifecycle> refused = life -> looked(life, REFUSED);
    UnaryOperator<ProviderLifecycle> opened = life -> opened(life, TWO);
    UnaryOperator<ProviderLifecycle> disabled =
        life -> applied(life, spec("{connector: loose, disabled: true}"), CONNECTOR);
    UnaryOperator<ProviderLifecycle> orphaned = life -> applied(life, ONE, null);
    UnaryOperator<ProviderLifecycle> changing = life -> life.changing(List.of("loose"));
    UnaryOperator<ProviderLifecycle> otherChanging = life -> life.changing(List.of("other"));
    ProviderLifecycle degraded = looked(SERVES, AWAY);
    ProviderLifecycle failed = looked(SERVES, REFUSED);
    return Stream.of(
        Arguments.of("first application", UNBORN, opened, "pending"),
        Arguments.of("first application, disabled", UNBORN, disabled, "disabled"),
        Arguments.of("first application, no connector", UNBORN, orphaned, "error"),
        Arguments.of("answers at the first look", PENDING, answered, "connected"),
        Arguments.of("is refused at the first look", PENDING, refused, "error"),
        Arguments.of("applied while it is pending", PENDING, opened, "pending"),
        Arguments.of("applied while it is in error", failed, opened, "pending"),
        Arguments.of("answers again", failed, answered, "connected"),
        Arguments.of("applied while it serves", SERVES, opened, "connected, pending waits"),
        Arguments.of("applied while degraded", degraded, opened, "degraded, pending waits"),
        Arguments.of("disabled while it serves", SERVES, disabled, "disabled"),
        Arguments.of("answers while one waits", WAITS, answered, "connected"),
        Arguments.of("refused while one waits", WAITS, refused, "error"),
        Arguments.of("applied while one waits", WAITS, opened, "connected, pending waits"),
        Arguments.of("disabled while one waits", WAITS, disabled, "disabled"),
        Arguments.of("without connector while one waits", WAITS, orphaned, "error"),
        Arguments.of("its plugin changes", WAITS, changing, "connected"),
        Arguments.of("another changes", WAITS, otherChanging, "connected, pending waits"),
        Arguments.of("no wait, its plugin changes", SERVES, changing, "connected"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("steps")
  void serves(
      String step, ProviderLifecycle from, UnaryOperator<ProviderLifecycle> take, String expected) {
    assertThat(told(take.apply(from))).as(step).isEqualTo(expected);
  }

  @Test
  void theFormThatWaitsIsTheOneThatIsLookedAt() {
    assertThat(latest(WAITS).spec()).isEqualTo(TWO);
    assertThat(latest(SERVES).spec()).isEqualTo(ONE);
    assertThat(UNBORN.latest()).isNull();
  }

  @Test
  void theFormThatTookOverIsTheOneThatWaited() {
    ProviderLifecycle after = looked(WAITS, null);

    assertThat(latest(after).spec()).isEqualTo(TWO);
    assertThat(after.instances()).containsExactly(instance(WAITS));
    assertThat(WAITS.instances()).hasSize(2);
  }

  @Test
  void aLookAtTheServingFormLetsTheOtherWaitOn() {
    ProviderLifecycle after = WAITS.looked(instance(SERVES), AWAY);

    assertThat(told(after)).isEqualTo("degraded, pending waits");
  }

  @Test
  void aLookAtAnInstanceThatHasGoneTellsNothing() {
    assertThat(looked(WAITS, null).looked(instance(SERVES), REFUSED))
        .isEqualTo(looked(WAITS, null));
  }

  @Test
  void aLookThatFindsTheSameChangesNothing() {
    assertThat(SERVES.looked(instance(SERVES), null)).isSameAs(SERVES);
  }

  @Test
  void aLookIsOverdueOnlyOnceItHasBegun() {
    Duration longest = Duration.ofNanos(5);
    ProviderLifecycle looking = WAITS.looking(instance(WAITS), 100);

    assertThat(WAITS.overdue(1_000, longest)).isSameAs(WAITS);
    assertThat(looking.overdue(104, longest)).isSameAs(looking);
    assertThat(told(looking.overdue(105, longest))).isEqualTo("pending");
    assertThat(WAITS.looking(instance(SERVES), 100)).isSameAs(WAITS);
  }

  @Test
  void aSecondLookPutsTheEndOfTheFirstOffNoFurther() {
    ProviderLifecycle looking = WAITS.looking(instance(WAITS), 100);

    assertThat(looking.looking(instance(WAITS), 104)).isSameAs(looking);
  }

  @Test
  void aNewSpecOfTheSameInstanceKeepsItAndItsLook() {
    ProviderSpec wider = spec("{connector: loose, config: {x: 2}, slots: 3}");
    ProviderLifecycle looking = WAITS.looking(instance(WAITS), 100);

    ProviderLifecycle after = applied(looking, wider, CONNECTOR);

    assertThat(instance(after)).isSameAs(instance(WAITS));
    assertThat(latest(after).info().slots()).isEqualTo(3);
    assertThat(told(after.overdue(105, Duration.ofNanos(5)))).isEqualTo("pending");
  }

  @Test
  void theServingFormIsTakenBackWithoutOpeningAnything() {
    ProviderLifecycle after = applied(WAITS, ONE, CONNECTOR);

    assertThat(told(after)).isEqualTo("connected");
    assertThat(after.instances()).containsExactly(instance(SERVES));
    assertThat(latest(after).generation()).isEqualTo(1);
  }

  @Test
  void anotherConfigurationIsToBeOpened() {
    assertThat(SERVES.unopened(TWO, CONNECTOR)).isEmpty();
    assertThat(UNBORN.unopened(ONE, CONNECTOR)).isEmpty();
  }

  @Test
  void anInstanceServesNoNamesakeOfItsProvider() {
    assertThat(SERVES.unopened(ONE, CONNECTOR)).isPresent();
    assertThat(SERVES.unopened(ONE.ofLife(3), CONNECTOR)).isEmpty();
    assertThat(told(opened(SERVES, ONE.ofLife(3)))).isEqualTo("pending");
  }

  @Test
  void anUnverifiedConnectorIsDisabledUnlessItsSpecTakesIt() {
    HostedConnector unverified = LooseConnector.of("V0", Object.class, new Object());
    ProviderSpec wanted = spec("{connector: loose, unverified: true}");
    ProviderSpec stored = spec("{connector: loose, disabled: false}");
    ProviderSpec kept = spec("{connector: loose, unverified: true, disabled: true}");

    Optional<ProviderForm> form = UNBORN.unopened(ONE, unverified);

    assertThat(form.orElseThrow().health().state()).isEqualTo(State.DISABLED);
    assertThat(form.orElseThrow().health().reason()).contains("say unverified: true");
    assertThat(UNBORN.unopened(wanted, unverified)).isEmpty();
    assertThat(UNBORN.unopened(stored, unverified)).isEmpty();
    assertThat(UNBORN.unopened(kept, unverified).orElseThrow().health().reason())
        .isEqualTo("its spec says so");
  }

  @Test
  void anOperationThatNobodyHasVerifiedIsWithheldUntilTheSpecTakesIt() {
    OperationEvidence run =
        new OperationEvidence("V1", Result.PROVEN, "Forge 1.0", LocalDate.of(2026, 1, 31));
    HostedConnector some =
        LooseConnector.evidenced(Map.of("issue.get", run, "issue.create", OperationEvidence.NONE));
    ProviderSpec turnedOn = spec("{connector: loose, disabled: false}");
    ProviderSpec wanted = spec("{connector: loose, unverified: true}");

    assertThat(UNBORN.unopened(ONE, some)).isEmpty();
    assertThat(withheld(ONE, some)).containsExactly("issue.create");
    assertThat(withheld(turnedOn, some)).containsExactly("issue.create");
    assertThat(withheld(wanted, some)).isEmpty();
  }

  @Test
  void whatWasTurnedOnBeforeGradesWereAskedForGoesOn() {
    HostedConnector nothing = LooseConnector.evidenced(Map.of("issue.get", OperationEvidence.NONE));

    assertThat(withheld(spec("{connector: loose, disabled: false}"), nothing)).isEmpty();
  }

  private static Set<String> withheld(ProviderSpec spec, HostedConnector connector) {
    return UNBORN.form(spec, Health.PENDING, null, connector).info().withheld();
  }

  @Test
  void generationsGrowWithEveryFormThatIsOpenedOrClosed() {
    assertThat(latest(SERVES).generation()).isEqualTo(1);
    assertThat(latest(WAITS).generation()).isEqualTo(2);
    ProviderLifecycle back = applied(WAITS, ONE, CONNECTOR);

    assertThat(latest(opened(back, TWO)).generation()).isEqualTo(3);
  }

  @Test
  void aFormThatIsMovedLetsTheOtherWaitOn() {
    ProviderLifecycle after = WAITS.moved(WAITS.orphan(ONE));

    assertThat(told(after)).isEqualTo("error, pending waits");
    assertThat(after.generation()).isEqualTo(3);
  }

  @Test
  void theLongestAnswerWhereACallNamesNoneIsAsConfiguredOrAsTheConnectorHasIt() {
    HostedConnector limited =
        LooseConnector.reaching(
            List.of(),
            List.of(),
            ProviderHouse.json("{properties: {maxTokens: {type: integer, default: 4096}}}"));
    ProviderSpec configured = spec("{connector: loose, config: {maxTokens: 8000}}");

    assertThat(answer(configured, limited)).isEqualTo(8_000);
    assertThat(answer(ONE, limited)).isEqualTo(4_096);
    assertThat(answer(configured, CONNECTOR)).isNull();
  }

  private static @Nullable Long answer(ProviderSpec spec, HostedConnector connector) {
    return ProviderForm.of("p", spec, 1, Health.PENDING, null, connector)
        .info()
        .offering()
        .answer();
  }

  @Test
  void aModelThatRunsInThisProcessCostsNothingUnlessItsProviderSaysOtherwise() {
    List<String> local = List.of("local");
    HostedConnector here = LooseConnector.marked("ai", local, List.of());
    ProviderSpec own =
        spec(
            "{connector: loose, prices: {input_tokens:"
                + " {amount: '2', per: 1, currency: USD, asOf: '2026-11-01'}}}");

    assertThat(prices(ONE, here)).isEqualTo(Price.OF_PROCESS);
    assertThat(prices(own, here)).containsOnlyKeys("input_tokens");
    assertThat(prices(ONE, LooseConnector.marked("ai", List.of(), List.of()))).isEmpty();
    assertThat(prices(ONE, LooseConnector.marked("ai", local, List.of("a.example")))).isEmpty();
    assertThat(prices(ONE, LooseConnector.marked("text", local, List.of()))).isEmpty();
  }

  private static Map<String, Price> prices(ProviderSpec spec, HostedConnector connector) {
    return ProviderForm.of("p", spec, 1, Health.PENDING, null, connector).info().prices();
  }

  private static String told(ProviderLifecycle life) {
    String serving = state(Objects.requireNonNull(life.serving()));
    return life.waiting() == null
        ? serving
        : "%s, %s waits".formatted(serving, state(life.waiting().form()));
  }

  private static String state(ProviderForm form) {
    assertThat(form.info().state()).isEqualTo(form.health().state());
    return form.health().state().name().toLowerCase(Locale.ROOT);
  }

  private static ProviderForm latest(ProviderLifecycle life) {
    return Objects.requireNonNull(life.latest());
  }

  private static ProviderInstance instance(ProviderLifecycle life) {
    return Objects.requireNonNull(latest(life).instance());
  }

  private static ProviderLifecycle looked(ProviderLifecycle life, @Nullable Failure found) {
    return life.looked(instance(life), found);
  }

  private static ProviderLifecycle opened(ProviderLifecycle life, ProviderSpec spec) {
    return life.applied(life.form(spec, Health.PENDING, LooseInstance.of(CONNECTOR), CONNECTOR));
  }

  private static ProviderLifecycle applied(
      ProviderLifecycle life, ProviderSpec spec, @Nullable HostedConnector connector) {
    return life.applied(life.unopened(spec, connector).orElseThrow());
  }

  private static ProviderSpec spec(String yaml) {
    return ProviderSpec.read(ProviderHouse.json(yaml));
  }
}
