package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.strict.Asked;
import io.auterity.testkit.strict.Places;
import io.auterity.testkit.strict.StrictReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A conversation of a client by way of the gateway, and what is right about it.
 *
 * @param said the case as its file has it
 */
record GatewayCase(Json.Obj said) {

  /** All of the files in a folder of shared data. */
  static List<GatewayCase> of(String folder) {
    List<GatewayCase> all = new ArrayList<>();
    for (Path file : Repository.sharedFiles(folder, ".yaml")) {
      Places.objects(YamlTree.read(read(file)), "[*]")
          .forEach(one -> all.add(new GatewayCase(one)));
    }
    return all;
  }

  /** Those of this module. */
  static List<GatewayCase> own() {
    try (InputStream in =
        Objects.requireNonNull(GatewayCase.class.getResourceAsStream("kinds.yaml"))) {
      return Places.objects(YamlTree.read(in.readAllBytes()), "[*]").stream()
          .map(GatewayCase::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A recorded request of a client, answered by a vendor. */
  static GatewayCase of(String client, String provider, String model) {
    Json.Obj turn =
        (Json.Obj)
            YamlTree.json(
                "{\"door\": \"\", \"client\": \"%s\", \"right\": {\"answer\": [{\"matches\": \"Hello there\"}]}}"
                    .formatted(client)
                    .getBytes(UTF_8));
    return new GatewayCase(
        Json.EMPTY
            .with("id", Json.of("%s by %s/%s".formatted(client, provider, model)))
            .with("provider", Json.of(provider))
            .with("model", Json.of(model))
            .with("turns", Json.array(List.of(turn))));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return word(said, "id");
  }

  private static String word(Json.Obj holder, String name) {
    return Objects.requireNonNull(holder.text(name), name);
  }

  /** What is not right; empty where all is. */
  List<String> faults() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    try (CaseGateway gateway = new CaseGateway(CaseVendor.of(word(said, "provider")))) {
      for (Json.Obj turn : Places.objects(said, "turns[*]")) {
        play(gateway, turn, faults);
      }
    }
    return faults;
  }

  private void play(CaseGateway gateway, Json.Obj turn, List<String> faults)
      throws IOException, InterruptedException {
    gateway
        .fake()
        .answers(Places.objects(turn, "upstream[*]").stream().map(GatewayCase::reply).toList());
    String model = gateway.named(word(said, "model"));
    String door = word(turn, "door");
    Json.Obj request = turn.get("request") instanceof Json.Obj given ? given : Json.EMPTY;
    Map<String, String> headers = new HashMap<>();
    String client = turn.text("client");
    if (client != null) {
      Json.Obj recorded =
          (Json.Obj)
              YamlTree.json(read(Repository.shared("cases/clients/%s.json".formatted(client))));
      door = word(recorded, "path");
      request = (Json.Obj) Objects.requireNonNull(recorded.get("body"));
      Places.objects(recorded, "headers")
          .forEach(
              sent -> sent.fields().keySet().forEach(one -> headers.put(one, word(sent, one))));
    }
    Places.objects(turn, "headers")
        .forEach(sent -> sent.fields().keySet().forEach(one -> headers.put(one, word(sent, one))));
    Json body = door.contains("{model}") ? request : request.with("model", Json.of(model));
    HttpResponse<String> answer =
        gateway.post(door.replace("{model}", model), headers, body.toString());
    judge(gateway.fake().asked(), turn, door, answer, faults);
  }

  private static StrictReply reply(Json.Obj told) {
    String text = told.text("text");
    if (text != null) {
      return new StrictReply.Words(text);
    }
    if (told.get("call") instanceof Json.Obj call) {
      return new StrictReply.ToolCall(
          word(call, "tool"), call.get("arguments") instanceof Json.Obj given ? given : Json.EMPTY);
    }
    if (told.get("events") instanceof Json.Arr(List<Json> events)) {
      return new StrictReply.Stream(events);
    }
    int status = told.get("status") instanceof Json.Int(long number) ? (int) number : 200;
    Map<String, String> headers = new HashMap<>();
    Places.objects(told, "headers")
        .forEach(one -> one.fields().keySet().forEach(name -> headers.put(name, word(one, name))));
    return new StrictReply.Body(status, headers, Objects.requireNonNull(told.get("body")));
  }

  private static void judge(
      List<Asked> asked,
      Json.Obj turn,
      String door,
      HttpResponse<String> answer,
      List<String> faults) {
    Json.Obj right = (Json.Obj) Objects.requireNonNull(turn.get("right"));
    long status = right.get("status") instanceof Json.Int(long number) ? number : 200;
    if (answer.statusCode() != status) {
      faults.add("status %d: %s".formatted(answer.statusCode(), answer.body()));
    }
    if (right.get("asked") instanceof Json.Int(long times) && asked.size() != times) {
      faults.add("asked %d times".formatted(asked.size()));
    }
    if (right.get("sent") != null && asked.isEmpty()) {
      faults.add("nothing was sent");
    }
    if (!asked.isEmpty()) {
      Json sent = asked.getLast().body();
      Check.all(right, "sent")
          .forEach(
              check ->
                  check
                      .fault(sent, sent.toString())
                      .ifPresent(fault -> faults.add("sent: " + fault)));
    }
    Json told =
        WholeForm.of(door, answer.headers().firstValue("content-type").orElse(""), answer.body());
    Check.all(right, "answer")
        .forEach(
            check ->
                check
                    .fault(told, answer.body())
                    .ifPresent(fault -> faults.add("answer: " + fault + " of " + answer.body())));
    Places.objects(right, "header").stream()
        .flatMap(header -> header.fields().entrySet().stream())
        .forEach(
            one -> {
              String value = String.join(", ", answer.headers().allValues(one.getKey()));
              if (!Pattern.compile(((Json.Str) one.getValue()).value()).matcher(value).find()) {
                faults.add("header %s is '%s'".formatted(one.getKey(), value));
              }
            });
  }

  @Override
  public String toString() {
    return id();
  }
}
