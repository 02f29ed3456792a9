package io.auterity.testkit.strict;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A process with a strict fake of each vendor, for clients that are processes of their own. It
 * prints the ports in one line, as JSON, and ends when its input ends.
 */
public final class StrictVendors {

  private StrictVendors() {}

  /**
   * Starts them.
   *
   * @param arguments a turn in JSON: {@code told}, {@code end}, and {@code calls} with the
   *     arguments by the expression that the tool's name fits
   */
  public static void main(String[] arguments) throws IOException {
    StrictReply.Turn turn = turn((Json.Obj) YamlTree.json(arguments[0].getBytes(UTF_8)));
    Map<String, StrictVendor> vendors = new LinkedHashMap<>();
    vendors.put("openai", new StrictChat());
    vendors.put("responses", new StrictResponses());
    vendors.put("anthropic", new StrictClaude());
    vendors.put("gemini", new StrictGemini());
    vendors.put("ollama", new StrictOllama());
    vendors.put("openrouter", new StrictOpenRouter());
    vendors.put("deepseek", new StrictDeepSeek());
    vendors.put("mistral", new StrictMistral());
    vendors.put("groq", new StrictGroq());
    vendors.put("xai", new StrictXai());
    vendors.put("cerebras", new StrictCerebras());
    vendors.put("fireworks", new StrictFireworks());
    vendors.put("together", new StrictTogether());
    vendors.put("vllm", new StrictVllm());
    Map<String, Json> ports = new LinkedHashMap<>();
    vendors.forEach(
        (name, vendor) -> {
          vendor.answers(List.of(turn));
          ports.put(name, Json.of(vendor.port()));
        });
    System.out.println(new Json.Obj(ports));
    while (System.in.read() >= 0) {
      // What is written to it means nothing.
    }
    vendors.values().forEach(StrictVendor::close);
  }

  private static StrictReply.Turn turn(Json.Obj said) {
    Json.Obj calls = (Json.Obj) Objects.requireNonNull(said.get("calls"));
    return new StrictReply.Turn(
        Objects.requireNonNull(said.text("told")),
        calls.fields().entrySet().stream()
            .map(call -> new StrictReply.ToolCall(call.getKey(), (Json.Obj) call.getValue()))
            .toList(),
        new StrictReply.Words(Objects.requireNonNull(said.text("end"))));
  }
}
