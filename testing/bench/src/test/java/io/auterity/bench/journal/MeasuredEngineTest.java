package io.auterity.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.Books;
import io.auterity.bench.journal.store.Books.Round;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.engine.EngineCarriers;
import io.auterity.workflow.engine.EngineParts;
import io.auterity.workflow.engine.EngineSettings;
import io.auterity.workflow.engine.EngineTimers;
import io.auterity.workflow.engine.LastEnd;
import io.auterity.workflow.engine.WorkflowEngine;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.registry.FileTriggers;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.WorkflowKind;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.seat.SeatCandidate;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class MeasuredEngineTest {

  private static final Duration SHORTLY = Duration.ofMillis(50);
  private static final Chain CHAIN = new Chain(3);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final Books books = new Books(db.database(), tenant);
  private final Crossing crossing = new Crossing(new NoOperation());
  private final Workflows workflows = new Workflows(Signatures.unchecked());
  private final WorkflowEngine engine = engine();
  private final MeasuredEngine measured =
      new MeasuredEngine(
          engine,
          new WorkflowKind(workflows, FileTriggers.NONE),
          crossing,
          new Authenticated(tenant, new Principal(new UUID(1, 1), "bench", Principal.Type.SERVICE)),
          books);

  private WorkflowEngine engine() {
    Binder binder = new Binder();
    WorkflowEngine made =
        new WorkflowEngine(
            new EngineParts(
                db.database(),
                Time.system(),
                Ids.system(Time.system()),
                new Random(1),
                crossing,
                Catalogue.standard(),
                binder,
                (scope, capability) -> new CallIdempotency.Anywhere(),
                (request, start) -> start.get(),
                workflows,
                new Versions(db.database()),
                EngineCarriers.NONE,
                EngineTimers.system(),
                EngineSettings.standard(),
                new SeatCandidate(new UUID(0, 1), "bench", Decider.VERSION),
                LastEnd.UNKNOWN));
    made.start(CompletableFuture.completedFuture(true));
    return made;
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static Round round(long runs, int steps) {
    return new Round(Instant.EPOCH, CHAIN.id(), runs, steps, 0);
  }

  @Test
  void whatIsCountedIsInTheDatabase() {
    measured.apply(CHAIN);

    long runs = measured.load(CHAIN, new NoOperation(), SHORTLY);

    assertThat(runs).isPositive();
    assertThatNoException().isThrownBy(() -> books.verify(round(runs, 3)));
    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> books.verify(round(runs + 1, 3)));
    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> books.verify(round(runs, 4)))
        .withMessageContaining("one row for each step");
  }

  @Test
  void aLonelyChainTellsOfEachStepButTheLast() {
    measured.apply(CHAIN);

    assertThat(measured.alone(CHAIN, new NoOperation())).hasSize(2);
  }

  @Test
  void aFailedCallMakesTheRunVoid() {
    measured.apply(CHAIN);
    Invoker broken =
        invocation -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "no line");
        };

    long runs = measured.load(CHAIN, broken, SHORTLY);

    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> books.verify(round(runs, 3)))
        .withMessageContaining("no line");
  }
}
