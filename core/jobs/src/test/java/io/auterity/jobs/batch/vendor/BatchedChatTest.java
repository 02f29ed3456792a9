package io.auterity.jobs.batch.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.ManualTime;
import io.auterity.plugins.ai.anthropic.AnthropicPlugin;
import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.call.LooseInstance;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chats of shipped connectors that wait for their vendor's batch. */
class BatchedChatTest {

  private static final OperationSupport BATCHED =
      new OperationSupport(Support.FULL, false, null, false, true);

  private final Capability chat = Catalogue.standard().find("ai.chat.create").orElseThrow();
  private final List<WireRequest> waiting = new ArrayList<>();

  private static Lease lease(Plugin plugin, String connector) {
    PluginManifest manifest = ManifestFileReader.of(plugin.getClass());
    plugin.start(new FakePluginContext(manifest));
    Connector<?> declared =
        plugin.connectors().stream()
            .filter(one -> one.id().equals(connector))
            .findFirst()
            .orElseThrow();
    Ai ai = (Ai) declared.open(new FakeProvider("p", manifest));
    Map<String, OperationSupport> support = Map.of("chat.create", BATCHED);
    ProviderInfo info =
        SampleProvider.of("p", "ai", connector)
            .plugin("plugin", "1.0.0")
            .generation(1)
            .grade("V1")
            .state(ProviderInfo.State.CONNECTED)
            .support(support)
            .slots(1)
            .offering(Offering.ANY.batched())
            .build();
    return LooseInstance.of(LooseConnector.supporting(Ai.class, ai, support))
        .lease(info, List.of(), new CpuBoundWork(1), new ManualTime())
        .orElseThrow();
  }

  private ChatResponse answered(Lease lease, TestAttempt attempt, String answer) {
    ChatRequest hello = ChatRequest.builder("m", List.of(Message.text(Role.USER, "Hello"))).build();
    attempt.waitingAt(
        (request, call) -> {
          waiting.add(request);
          return new WireResponse(200, Map.of(), answer.replace('\'', '"').getBytes(UTF_8));
        });
    try (lease) {
      return (ChatResponse) lease.call(chat, hello, attempt);
    }
  }

  @Test
  void aChatOfOpenAiIsHeldBackAsItWouldBeSentAndItsAnswerIsReadAsEver() {
    TestAttempt attempt = TestAttempt.ofSeconds(10);

    ChatResponse answer =
        answered(
            lease(new OpenAiPlugin(), "openai"),
            attempt,
            "{'id':'c','model':'m','choices':[{'message':{'role':'assistant','content':'Hi'},"
                + "'finish_reason':'stop'}],'usage':{'prompt_tokens':3,'completion_tokens':2}}");

    assertThat(answer.parts()).containsExactly(new Part.Text("Hi"));
    assertThat(waiting)
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.uri()).hasToString("https://api.openai.com/v1/chat/completions"))
        .satisfies(request -> assertThat(new String(request.body(), UTF_8)).contains("\"Hello\""));
    assertThat(attempt.metered())
        .containsEntry("input_tokens", 3L)
        .containsEntry("output_tokens", 2L);
  }

  @Test
  void soIsAMessageOfAnthropic() {
    TestAttempt attempt = TestAttempt.ofSeconds(10);

    ChatResponse answer =
        answered(
            lease(new AnthropicPlugin(), "anthropic"),
            attempt,
            "{'id':'c','type':'message','role':'assistant','model':'m','stop_reason':'end_turn',"
                + "'content':[{'type':'text','text':'Hi'}],'usage':{'input_tokens':3,"
                + "'output_tokens':2,'service_tier':'batch'}}");

    assertThat(answer.parts()).containsExactly(new Part.Text("Hi"));
    assertThat(waiting)
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.uri()).hasToString("https://api.anthropic.com/v1/messages"));
    assertThat(attempt.metered()).containsEntry("service_tier:batch", 1L);
  }
}
