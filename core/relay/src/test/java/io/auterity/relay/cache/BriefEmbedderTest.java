package io.auterity.relay.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BriefEmbedderTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ManualTime time = new ManualTime();
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Semaphore places = new Semaphore(2);

  @AfterEach
  void letAllGo() {
    go.countDown();
  }

  /** A model that is busy until it may go on. */
  private final class Busy implements TextEmbedder {
    @Override
    public String model() {
      return "m";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] embed(String text) {
      asked.incrementAndGet();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (text.isEmpty()) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the model is gone");
      }
      return new float[] {text.length()};
    }
  }

  private BriefEmbedder brief(Duration patience) {
    return new BriefEmbedder(new Busy(), places, time, patience);
  }

  private static void fails(FailureCode code, BriefEmbedder model) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> model.embed("x"))
        .matches(e -> e.failure().code() == code);
  }

  @Test
  void whatTheModelSaysInTimeIsTold() {
    go.countDown();

    assertThat(brief(LONG).embed("abc")).containsExactly(3);
    assertThatThrownBy(() -> brief(LONG).embed("")).hasMessageContaining("the model is gone");
    assertThat(brief(LONG).model()).isEqualTo("m");
  }

  @Test
  void aBusyModelIsNotWaitedFor() {
    fails(FailureCode.TIMEOUT, brief(SHORT));
  }

  @Test
  void allVectorsOfALookupHaveOnePatience() {
    BriefEmbedder model = brief(LONG);
    time.advance(LONG);

    fails(FailureCode.TIMEOUT, model);
  }

  @Test
  void noMoreThanSoManyWaitBehindABusyModel() {
    fails(FailureCode.TIMEOUT, brief(SHORT));
    fails(FailureCode.TIMEOUT, brief(SHORT));
    fails(FailureCode.SATURATED, brief(LONG));

    go.countDown();
    while (places.availablePermits() < 2) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(asked).hasValue(2);
    assertThat(brief(LONG).embed("abc")).containsExactly(3);
  }

  @Test
  void aLookupThatTheModelKeepsWaitingFindsNothing() {
    AnswerCache cache = cache(SHORT);
    NormalizedQuestion first =
        Objects.requireNonNull(NormalizedQuestion.of("How do I reset my password?"));
    CacheKey context = new CacheKey(SPACE, "c");
    cache.keepSimilar(context, first, ANSWER, Duration.ofHours(1));

    NormalizedQuestion other =
        Objects.requireNonNull(NormalizedQuestion.of("How can I reset my password?"));
    assertThat(cache.similar(context, other, 0.5, any -> true).answer()).isNull();
    assertThat(cache.similar(context, first, 0.5, any -> true).answer())
        .as("the same letters need no vector")
        .isEqualTo(ANSWER);
  }

  private AnswerCache cache(Duration patience) {
    return new AnswerCache(
        new AnswersInMemory(1 << 20, time),
        time,
        LONG,
        Busy::new,
        patience,
        new CacheGenerations(GenerationStore.NONE, time),
        null);
  }

  private static final CacheSpace SPACE =
      new CacheSpace(
          TenantScope.authenticated(new UUID(0, 1)), "p", "ai.chat.create", "m", "r", "");
  private static final CachedAnswer ANSWER =
      new CachedAnswer(SPACE, "gpt", List.of(), List.of(), 0, "USD", new UUID(0, 2), Instant.EPOCH);
}
