package io.auterity.relay.thought;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptThoughtsTest {

  private static final UUID TENANT = new UUID(0, 7);
  private static final Part SIGNED = new Part.Reasoning("Hm.", "s1", "gemini");
  private static final Part MARK = new Part.Reasoning(null, "s2", "gemini");
  private static final Part SEALED =
      new Part.Opaque(
          "anthropic",
          Json.EMPTY.with("type", Json.of("redacted_thinking")).with("data", Json.of("x")));
  private static final Part WORDS = new Part.Text("Let me see.");

  @TempDir Path keys;
  private KeptThoughts kept;

  @BeforeEach
  void keep() {
    kept =
        KeptThoughts.inMemory(
            new Binder(),
            new ContentSeal(MasterKey.open(keys.resolve("master.key"))),
            new ManualTime());
  }

  private static Part call(String id) {
    return new Part.ToolCall(id, "weather", "{\"place\": \"Rome\"}");
  }

  private static Invocation by(UUID tenant, int principal, Invocation.Door door) {
    return Invocation.of(
            new UUID(0x0000_0000_0000_7000L, 1),
            TenantScope.authenticated(tenant),
            new Principal(new UUID(0, principal), "p", Principal.Type.SERVICE),
            "ai.chat.create",
            Payload.of(chat()))
        .timeout(Duration.ofMinutes(1))
        .door(door)
        .build();
  }

  private static Invocation caller() {
    return by(TENANT, 1, Invocation.Door.GATEWAY);
  }

  private static ChatRequest chat(Part... said) {
    return ChatRequest.builder(
            "m", List.of(Message.text(Role.USER, "hi"), new Message(Role.ASSISTANT, List.of(said))))
        .build();
  }

  private List<Part> restored(Invocation by, String connector, Part... said) {
    return kept.restored(by, connector, chat(said)).messages().getLast().parts();
  }

  @Test
  void comeToStandWhereTheyStood() {
    kept.keep(caller(), "gemini", List.of(SIGNED, WORDS, MARK, call("1"), SEALED, call("2")));

    assertThat(restored(caller(), "gemini", WORDS, call("1"), call("2")))
        .containsExactly(SIGNED, WORDS, MARK, call("1"), SEALED, call("2"));
    assertThat(restored(caller(), "gemini", call("1"))).containsExactly(SIGNED, MARK, call("1"));
  }

  @Test
  void areFoundHoweverTheArgumentsAreSpaced() {
    kept.keep(caller(), "gemini", List.of(SIGNED, call("1")));
    Part spaced = new Part.ToolCall("1", "weather", "{\"place\":\"Rome\"}");

    assertThat(restored(caller(), "gemini", spaced)).containsExactly(SIGNED, spaced);
  }

  @Test
  void areOfTheirCallerTenantConnectorAndCallAlone() {
    kept.keep(caller(), "gemini", List.of(SIGNED, call("1")));
    Part other = new Part.ToolCall("1", "weather", "{\"place\":\"Bonn\"}");

    assertThat(restored(caller(), "vertex", call("1"))).containsExactly(call("1"));
    assertThat(restored(by(TENANT, 2, Invocation.Door.GATEWAY), "gemini", call("1")))
        .containsExactly(call("1"));
    assertThat(restored(by(new UUID(0, 8), 1, Invocation.Door.GATEWAY), "gemini", call("1")))
        .containsExactly(call("1"));
    assertThat(restored(caller(), "gemini", call("2"))).containsExactly(call("2"));
    assertThat(restored(caller(), "gemini", other)).containsExactly(other);
  }

  @Test
  void whatAClientHasKeptStays() {
    kept.keep(caller(), "gemini", List.of(SIGNED, call("1")));

    assertThat(restored(caller(), "gemini", MARK, call("1"))).containsExactly(MARK, call("1"));
    assertThat(restored(caller(), "gemini", WORDS)).containsExactly(WORDS);
  }

  @Test
  void areKeptAtDoorsWhoseClientsMayDropThem() {
    Invocation console = by(TENANT, 1, Invocation.Door.REST);
    kept.keep(console, "gemini", List.of(SIGNED, call("1")));

    assertThat(restored(caller(), "gemini", call("1"))).containsExactly(call("1"));
  }

  @Test
  void areNotKeptWhereTheyAreTooLong() {
    Part long1 = new Part.Reasoning("x".repeat(KeptThoughts.LARGEST), "s", "gemini");
    kept.keep(caller(), "gemini", List.of(long1, call("1")));

    assertThat(restored(caller(), "gemini", call("1"))).containsExactly(call("1"));
  }
}
