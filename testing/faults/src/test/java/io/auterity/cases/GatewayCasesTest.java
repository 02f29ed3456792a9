package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients send, at vendors that refuse what the real ones refuse. */
class GatewayCasesTest {

  /** Not yet right; one that has become so is taken off that list. */
  private static final Set<String> NOT_YET = notYet();

  private static Set<String> notYet() {
    try (InputStream in =
        Objects.requireNonNull(GatewayCasesTest.class.getResourceAsStream("not-yet-right.txt"))) {
      return new String(in.readAllBytes(), UTF_8).lines().collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<GatewayCase> cases() {
    return GatewayCase.of("cases/gateway");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void itIsAnsweredAsItIsRight(GatewayCase one) throws IOException, InterruptedException {
    List<String> faults = one.faults();

    if (NOT_YET.contains(one.id())) {
      assertThat(faults).as("it is right now: take it off the list").isNotEmpty();
    } else {
      assertThat(faults).isEmpty();
    }
  }

  static List<GatewayCase> own() {
    return GatewayCase.own();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("own")
  void soIsWhatIsLikeIt(GatewayCase one) throws IOException, InterruptedException {
    assertThat(one.faults()).isEmpty();
  }

  static List<GatewayCase> clients() {
    List<String> vendors =
        List.of(
            "openai/gpt-5.1",
            "openai/gpt-4o",
            "openai/o3",
            "responses/gpt-5.1",
            "responses/gpt-4o",
            "anthropic/claude-sonnet-4-5",
            "anthropic/claude-opus-4-1",
            "gemini/gemini-2.5-flash",
            "gemini/gemini-3.5-flash",
            "ollama/qwen3:8b",
            "ollama/llama3.1",
            "ollama/gpt-oss:20b",
            "openrouter/x/y",
            "deepseek/deepseek-chat",
            "mistral/mistral-large-latest",
            "groq/llama-3.3-70b-versatile",
            "xai/grok-4",
            "xai/grok-3-mini",
            "cerebras/gpt-oss-120b",
            "fireworks/accounts/fireworks/models/kimi-k2",
            "together/Qwen/Qwen3-235B",
            "vllm/Qwen/Qwen3-8B",
            "azure/gpt-5.1",
            "azure/gpt-4o",
            "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "bedrock/us.amazon.nova-pro-v1:0");
    List<GatewayCase> all = new ArrayList<>();
    for (Path recorded : Repository.sharedFiles("cases/clients")) {
      String client = recorded.getFileName().toString().replace(".json", "");
      for (String vendor : vendors) {
        String[] at = vendor.split("/", 2);
        all.add(GatewayCase.of(client, at[0], at[1]));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void eachClientIsAnsweredByEachVendor(GatewayCase one) throws IOException, InterruptedException {
    assertThat(one.faults()).isEmpty();
  }

  @Test
  void whatIsNotYetRightIsACase() {
    assertThat(cases().stream().map(GatewayCase::id)).containsAll(NOT_YET);
  }
}
