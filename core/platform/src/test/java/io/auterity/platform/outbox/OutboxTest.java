package io.auterity.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class OutboxTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final ManualTime clock = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final Outbox outbox = new Outbox(db.database(), clock);
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final Dispatcher dispatcher =
      new Dispatcher(db.database(), new OutboxStore(), clock, subscribers);
  private final Recorder recorder = new Recorder("run");

  @AfterEach
  void drain() {
    clock.advance(Duration.ofDays(3_650));
    subscribers.clear();
    while (dispatcher.deliver()) {
      assertThat(subscribers).isEmpty();
    }
  }

  @Test
  void deliversAnEventOfACommittedTransaction() {
    subscribers.add(recorder);
    CloudEvent event = store("run.completed");

    assertThat(dispatcher.deliver()).isTrue();

    assertThat(recorder.received).containsExactly(event);
    assertThat(dispatcher.deliver()).isFalse();
  }

  @Test
  void deliversNothingOfATransactionThatWasUndone() {
    subscribers.add(recorder);

    assertThatThrownBy(
            () ->
                db.database()
                    .inTenant(
                        tenant,
                        tx -> {
                          outbox.append(tx, event("run.completed"));
                          throw new IllegalStateException();
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(dispatcher.deliver()).isFalse();
  }

  @Test
  void deliversOnlyWhatIsWanted() {
    subscribers.add(recorder);
    store("resource.applied");

    dispatcher.deliver();

    assertThat(recorder.received).isEmpty();
    assertThat(dispatcher.deliver()).isFalse();
  }

  @Test
  void deliversAgainLaterWhatASubscriberDidNotTake() {
    subscribers.add(recorder);
    recorder.failures = 1;
    CloudEvent event = store("run.completed");

    dispatcher.deliver();
    assertThat(dispatcher.deliver()).isFalse();
    clock.advance(Duration.ofSeconds(1));

    assertThat(dispatcher.deliver()).isTrue();
    assertThat(recorder.received).containsExactly(event);
  }

  @Test
  void anErrorOfASubscriberPostponesItsEventAlone() {
    AtomicBoolean broken = new AtomicBoolean(true);
    subscribers.add(
        new Recorder("run") {
          @Override
          public void receive(CloudEvent event) {
            if (broken.getAndSet(false)) {
              throw new OutOfMemoryError("too much");
            }
            super.receive(event);
          }
        });
    subscribers.add(recorder);
    store("run.completed");
    store("run.completed");

    assertThat(dispatcher.deliver()).isTrue();
    assertThat(recorder.received).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    dispatcher.deliver();

    assertThat(recorder.received).hasSize(2);
  }

  @Test
  void parksWhatNobodyTakesInManyAttempts() {
    subscribers.add(recorder);
    recorder.failures = Integer.MAX_VALUE;
    store("run.completed");

    int deliveries = 0;
    while (dispatcher.deliver()) {
      deliveries++;
      clock.advance(Duration.ofMinutes(10));
    }

    assertThat(deliveries).isEqualTo(Dispatcher.MOST_ATTEMPTS);
  }

  @Test
  void deliversAtOnceWhileItRuns() throws InterruptedException {
    outbox.subscribe(recorder);
    outbox.start();

    CloudEvent event = store("run.completed");

    assertThat(recorder.received.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
    outbox.close();
  }

  @Test
  void readsAnEventAsItWasStoredByEarlierVersions() {
    String kept =
        """
        {"specversion":"1.0","id":"00000000-0000-0000-0000-000000000001","type":"io.auterity.run.completed.v1",\
        "source":"/workflow","subject":"run_1","tenant":"00000000-0000-0000-0000-000000000002",\
        "time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","data":{"state":"succeeded"}}\
        """;
    CloudEvent event =
        new CloudEvent(
            new UUID(0, 1),
            "io.auterity.run.completed.v1",
            "/workflow",
            "run_1",
            new UUID(0, 2),
            Instant.parse("2026-01-02T03:04:05Z"),
            Json.object(Map.of("state", Json.of("succeeded"))));

    assertThat(new String(event.bytes(), StandardCharsets.UTF_8)).isEqualTo(kept);
    assertThat(CloudEvent.read(event.bytes())).isEqualTo(event);
  }

  private CloudEvent store(String type) {
    CloudEvent event = event(type);
    db.database()
        .inTenant(
            tenant,
            tx -> {
              outbox.append(tx, event);
              return event;
            });
    return event;
  }

  private CloudEvent event(String type) {
    return new CloudEvent(
        UUID.randomUUID(), type, "/test", "subject", tenant.tenant(), clock.now(), Json.EMPTY);
  }

  private static class Recorder implements Subscriber {
    private final String prefix;
    private final BlockingQueue<CloudEvent> received = new LinkedBlockingQueue<>();
    private int failures;

    Recorder(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public boolean wants(String type) {
      return type.startsWith(prefix);
    }

    @Override
    public void receive(CloudEvent event) {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("not now");
      }
      received.add(event);
    }
  }
}
