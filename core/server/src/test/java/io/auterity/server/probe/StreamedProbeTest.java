package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.platform.transport.InternalCall;
import io.auterity.server.probe.ProbedPart.Part;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamedProbeTest {

  private static final ProbedPart FOUND = ProbedPart.ok(Part.REACH, "vendor.test", "answers", null);

  private final CallerDisconnect callerDisconnect = new CallerDisconnect();
  private final StreamedProbe probe = new StreamedProbe(callerDisconnect, Duration.ofMinutes(1));
  private final List<ProbedPart> heard = new ArrayList<>();
  private boolean there = true;

  private final class Caller implements StreamedProbe.Hearer {
    @Override
    public void heard(ProbedPart part) throws IOException {
      beat();
      heard.add(part);
    }

    @Override
    public void beat() throws IOException {
      if (!there) {
        throw new IOException("broken pipe");
      }
    }
  }

  @Test
  void eachPartIsToldInItsOrderAndThenTheEnd() throws IOException {
    Part stopped =
        probe.tell(
            parts -> {
              parts.heard(FOUND);
              parts.heard(FOUND);
              return Part.CREDENTIAL;
            },
            new Caller());

    assertThat(stopped).isEqualTo(Part.CREDENTIAL);
    assertThat(heard).containsExactly(FOUND, FOUND);
  }

  @Test
  void aCallerWhoHasGoneEndsWhatIsAskedWithoutAnyPart() {
    there = false;
    InternalCall asked =
        new InternalCall("provider.probe", Time.system(), Duration.ofHours(1), callerDisconnect);
    CountDownLatch cancelled = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                probe.tell(
                    parts -> {
                      asked.onCancel(cancelled::countDown);
                      awaited(cancelled);
                      return null;
                    },
                    new Caller()))
        .isInstanceOf(IOException.class)
        .hasMessage("broken pipe");

    assertThat(asked.cancelled()).isTrue();
    assertThat(new ProbeDeadline(Time.system(), callerDisconnect).left()).isZero();
  }

  @Test
  void aTestThatDoesNotHearOfItsEndHoldsNobodyUp() {
    there = false;
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                new StreamedProbe(callerDisconnect, Duration.ZERO)
                    .tell(
                        parts -> {
                          awaited(never);
                          return null;
                        },
                        new Caller()))
        .hasMessage("broken pipe");

    assertThat(never.getCount()).as("it goes on").isOne();
    never.countDown();
  }

  @Test
  void aServerThatStopsEndsIt() {
    assertThatThrownBy(
            () ->
                probe.tell(
                    parts -> {
                      callerDisconnect.happen();
                      parts.heard(FOUND);
                      return null;
                    },
                    new Caller()))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(heard).isEmpty();
  }

  @Test
  void whatTheTestThrowsIsThrownWhenAllBeforeItIsTold() {
    assertThatThrownBy(
            () ->
                probe.tell(
                    parts -> {
                      parts.heard(FOUND);
                      throw new IllegalStateException("a fault of ours");
                    },
                    new Caller()))
        .hasMessage("a fault of ours");

    assertThat(heard).containsExactly(FOUND);
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
