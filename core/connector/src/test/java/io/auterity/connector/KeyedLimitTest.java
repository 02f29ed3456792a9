package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.Thing;
import io.auterity.connector.ExampleFile.Things;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.platform.call.OperationLimit;
import io.auterity.platform.transport.BackoffTransport;
import io.auterity.platform.transport.SentRequests;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a vendor counts by what a call names, such as a channel. */
class KeyedLimitTest {

  private static final String OPERATION =
      """
      limit: "${input.name}"
      request: POST /things
      result: {ref: "${body.id}", name: "${body.id}"}
      """;
  private static final String BUCKETS =
      "limits: {per: {header: x-bucket}, global: \"${'x-global' in headers}\"}";

  /** Remembers rests until it is told that they are over. */
  private record Resting(ScriptedTransport vendor, Map<String, Duration> rests)
      implements Transport, BackoffTransport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      return vendor.send(request, call);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return vendor.open(request, call);
    }

    @Override
    public void rest(Duration wait, SentRequests requests) {
      throw new AssertionError("no limit here is of all requests");
    }

    @Override
    public void rest(Duration wait, String key) {
      rests.put(key, wait);
    }

    @Override
    public Duration resting(String key) {
      return rests.getOrDefault(key, Duration.ZERO);
    }
  }

  private final Map<String, Duration> rests = new HashMap<>();

  private FakeProvider provider(DataPlugin plugin, ScriptedTransport vendor) {
    return new FakeProvider("mine", plugin.manifest())
        .withConfig(Json.EMPTY.with("url", Json.of("https://vendor.example")))
        .withTransport(new Resting(vendor, rests));
  }

  private static ScriptedReply refusal(String... headers) {
    Map<String, List<String>> all = new HashMap<>(Map.of("retry-after", List.of("7")));
    for (String header : headers) {
      all.put(header, List.of("1"));
    }
    return new ScriptedReply(429, all, List.of("{}".getBytes(StandardCharsets.UTF_8)), null);
  }

  private static Thing put(DataPlugin plugin, FakeProvider provider, String name) {
    Things things = (Things) plugin.connectors().getFirst().open(provider);
    return things.put(NewThing.named(name), FakeCall.of("thing.thing.put", provider));
  }

  @Test
  void whereALimitWasMetCallsThatNameTheSameWaitAndNoOthers() {
    DataPlugin plugin = ThingVendor.plugin(putting(OPERATION, BUCKETS));
    ScriptedTransport vendor =
        new ScriptedTransport(
            List.of(
                refusal("x-bucket"),
                ScriptedReply.of(200, "{\"id\": \"1\"}"),
                ScriptedReply.of(200, "{\"id\": \"2\"}")));
    FakeProvider provider = provider(plugin, vendor);

    Failure met = Failures.expect(FailureCode.RATE_LIMITED, () -> put(plugin, provider, "a"));
    assertThat(OperationLimit.isOnKey(met)).as(met.toString()).isTrue();
    assertThat(rests).isNotEmpty();
    Failure again = Failures.expect(FailureCode.RATE_LIMITED, () -> put(plugin, provider, "a"));

    assertThat(OperationLimit.isOnKey(met)).isTrue();
    assertThat(OperationLimit.isOnKey(again)).isTrue();
    assertThat(again.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(again.applied()).isEqualTo(Applied.NO);
    assertThat(vendor.requests()).hasSize(1);
    assertThat(put(plugin, provider, "b").name()).isEqualTo("1");
    rests.clear();
    assertThat(put(plugin, provider, "a").name()).isEqualTo("2");
  }

  @Test
  void aLimitOfAllOperationsIsNoneOfAKey() {
    DataPlugin plugin = ThingVendor.plugin(putting(OPERATION, BUCKETS));
    ScriptedTransport vendor =
        new ScriptedTransport(List.of(refusal("x-bucket", "x-global"), refusal()));
    FakeProvider provider = provider(plugin, vendor);

    for (int i = 0; i < 2; i++) {
      Failure all = Failures.expect(FailureCode.RATE_LIMITED, () -> put(plugin, provider, "a"));

      assertThat(OperationLimit.isOn(all)).isFalse();
    }
    assertThat(rests).isEmpty();
  }

  @Test
  void aKeyIsOfLimitsThatAreCountedByOperation() {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> ThingVendor.plugin(putting(OPERATION, "")))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .anySatisfy(problem -> assertThat(problem.path()).endsWith(".limit")));
  }
}
