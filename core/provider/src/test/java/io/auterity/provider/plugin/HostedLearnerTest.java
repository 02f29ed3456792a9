package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.TextLearner.Watch;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostedLearnerTest extends HostFixture {

  private static final String COUNTING =
      """
      return List.of(
          new TextLearner() {
            public String connector() { return "a-text"; }
            public byte[] learn(Json.Obj config, List<Example> examples, Watch watch) {
              for (int i = 0; i < examples.size(); i++) { watch.reached((double) i / examples.size()); }
              return new byte[] {(byte) (10 / examples.size())};
            }
            public List<Map<String, Double>> judge(
                Json.Obj config, byte[] learned, List<String> texts, Watch watch) {
              return texts.stream().map(text -> Map.of(text, (double) learned[0])).toList();
            }
          });
      """;
  private static final List<Example> TWO = List.of(new Example("x", "a"), new Example("y", "b"));
  private static final Watch ALONE = share -> {};

  @Test
  void isThatOfTheConnectorAndFailsAsTheRealmDoes() {
    TextLearner learner = learner();

    assertThat(learner.learn(Json.EMPTY, TWO, ALONE)).containsExactly(5);
    assertThat(learner.judge(Json.EMPTY, new byte[] {3}, List.of("t"), ALONE))
        .containsExactly(Map.of("t", 3.0));
    assertThat(host.learner("b-text")).isNull();
    fails(FailureCode.INTERNAL, () -> learner.learn(Json.EMPTY, List.of(), ALONE));
  }

  @Test
  void whoWaitsForItEndsIt() {
    TextLearner learner = learner();

    fails(
        FailureCode.CANCELLED,
        () ->
            learner.learn(
                Json.EMPTY,
                TWO,
                share -> {
                  throw new CallFailedException(FailureCode.CANCELLED, "nobody waits");
                }));
  }

  @Test
  void theEndOfItsPluginBreaksItOff() {
    TextLearner learner = learner();
    AtomicReference<Thread> unloading = new AtomicReference<>();
    Watch unloads =
        share -> {
          if (unloading.get() == null) {
            unloading.set(Thread.ofVirtual().start(() -> host.unload("a")));
          } else {
            Thread.onSpinWait();
          }
        };
    List<Example> forever =
        new AbstractList<>() {
          @Override
          public Example get(int index) {
            return TWO.getFirst();
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };

    fails(FailureCode.UNAVAILABLE, () -> learner.learn(Json.EMPTY, forever, unloads));
    fails(FailureCode.UNAVAILABLE, () -> learner.learn(Json.EMPTY, TWO, ALONE));
    assertThat(host.learner("a-text")).isNull();
  }

  private TextLearner learner() {
    host.load(written(new SamplePlugin("a").learner(COUNTING), "1.0.0"));
    return Objects.requireNonNull(host.learner("a-text"));
  }
}
