package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.route.Specs;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargesTest {

  private static final Billed FORGE =
      new Billed(
          "forge",
          List.of(
              new BilledTool("look_up_*", "web_search_requests", 10, "limit"),
              new BilledTool("run", "code_sessions", 1, null)),
          Map.of("look", "web_search_requests"),
          List.of("speed", "place"));

  private List<Billed> told = List.of(FORGE);
  private final Charges charges = new Charges(() -> told);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "look_up_2 | {} | web_search_requests=10",
        "other | {'type': 'lookUp-3', 'limit': 4} | web_search_requests=4",
        "other | {'LOOKUP9': {}, 'limit': 0} | web_search_requests=10",
        "run | {'limit': 4} | code_sessions=1",
        "runs | {} | -",
        "look_down | {} | -",
      })
  void aToolIsKnownByTypeNameOrFieldWithTheBoundItSets(
      String name, String own, @Nullable String most) {
    SurchargeQuantities surchargeQuantities = charges.of(chat(null, tool(name, "forge", own)));

    assertThat(surchargeQuantities.most().toString())
        .isEqualTo(most == null ? "{}" : "{" + most + "}");
    assertThat(surchargeQuantities.untold()).isEmpty();
  }

  @Test
  void toolsOfTheCallerAndOfOtherDialectsAreNoneOfIts() {
    assertThat(charges.of(chat(null, tool("run", "other", "{}"), tool("run", null, "{}"))).most())
        .isEmpty();
  }

  @Test
  void ofSeveralToolsOfOneUnitTheMostCounts() {
    SurchargeQuantities surchargeQuantities =
        charges.of(
            chat(
                null,
                tool("look_up_1", "forge", "{'limit': 3}"),
                tool("look_up_2", "forge", "{'limit': 20}"),
                tool("run", "forge", "{}")));

    assertThat(surchargeQuantities.most())
        .isEqualTo(Map.of("web_search_requests", 20L, "code_sessions", 1L));
    assertThat(surchargeQuantities.likely())
        .isEqualTo(Map.of("web_search_requests", 1L, "code_sessions", 1L));
  }

  @Test
  void toolsAmongTheFurtherFieldsOfADialectCountAsWell() {
    SurchargeQuantities surchargeQuantities =
        charges.of(
            chat(
                "{'tools': [{'type': 'look_up_3', 'limit': 20}, {'RUN': {}}, 'run',"
                    + " {'type': 'function', 'name': 'run'}]}",
                tool("look_up_1", "forge", "{'limit': 3}")));

    assertThat(surchargeQuantities.most())
        .isEqualTo(Map.of("web_search_requests", 20L, "code_sessions", 1L));
    assertThat(charges.of(chat("{'tools': [{'type': 'function', 'name': 'run'}]}")))
        .isEqualTo(SurchargeQuantities.NONE);
  }

  @Test
  void aChatWithoutFurtherFieldsAndVendorsToolsIsNotLookedUp() {
    Charges none =
        new Charges(
            () -> {
              throw new AssertionError("looked up");
            });

    assertThat(none.of(chat(null))).isSameAs(SurchargeQuantities.NONE);
    assertThat(none.of(chat(null, tool("run", null, "{}")))).isSameAs(SurchargeQuantities.NONE);
  }

  @Test
  void aClassThatTwoDialectsNameIsOne() {
    told = List.of(FORGE, new Billed("other", List.of(), Map.of(), List.of("speed")));
    ChatRequest chat =
        ChatRequest.builder("m", List.of())
            .extra(
                Map.of(
                    "forge",
                    Specs.spec("{'speed': 'fast'}"),
                    "other",
                    Specs.spec("{'speed': 'fast'}")))
            .build();

    assertThat(charges.of(chat).most()).containsOnlyKeys("service_tier:fast");
  }

  @Test
  void fieldsAskForUnitsAndForClassesOfService() {
    SurchargeQuantities surchargeQuantities =
        charges.of(chat("{'look': {}, 'speed': 'fast', 'place': {'type': 'eu'}, 'tier': 'x'}"));

    assertThat(surchargeQuantities.untold()).isEqualTo(Map.of("web_search_requests", 1L));
    assertThat(surchargeQuantities.most())
        .isEqualTo(Map.of("web_search_requests", 10L, "service_tier:eu+fast", 1L));
  }

  @Test
  void whatPluginsTellAnewIsGoneBy() {
    ChatRequest chat = chat(null, tool("run", "forge", "{}"));
    assertThat(charges.of(chat).most()).containsOnlyKeys("code_sessions");

    told = List.of();
    assertThat(charges.of(chat)).isEqualTo(SurchargeQuantities.NONE);

    told = List.of(FORGE);
    assertThat(charges.of(chat).most()).containsOnlyKeys("code_sessions");
  }

  private static Tool tool(String name, @Nullable String dialect, String own) {
    return new Tool(name, null, Json.EMPTY, Map.of("forge", Specs.spec(own)), null, null, dialect);
  }

  private static ChatRequest chat(@Nullable String extra, Tool... tools) {
    return ChatRequest.builder("m", List.of())
        .tools(List.of(tools))
        .extra(extra == null ? null : Map.of("forge", Specs.spec(extra)))
        .build();
  }
}
