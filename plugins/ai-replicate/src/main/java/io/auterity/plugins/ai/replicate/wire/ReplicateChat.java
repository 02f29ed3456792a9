package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A chat as input of a language model: a prompt, a system text and pictures, in fields that have
 * other names with each maker. A conversation of several turns goes as messages where the model
 * takes them, else in one prompt that names who speaks.
 */
public final class ReplicateChat {

  /** Name of this dialect on fields that only it understands. */
  static final String DIALECT = "replicate";

  /** What the words of a chat and the cost of its answer hang on. */
  private static final Set<String> TYPED_ONLY =
      Set.of(
          "prompt",
          "messages",
          "max_tokens",
          "max_new_tokens",
          "max_completion_tokens",
          "max_output_tokens");

  private final ChatRequest request;
  private final Maker maker;
  private final Map<String, Json> fields = new LinkedHashMap<>();
  private final List<String> pictures = new ArrayList<>();

  private ReplicateChat(ChatRequest asked) {
    this.request = fit(asked, new RequestFit(DIALECT));
    this.maker = Maker.of(asked.model());
  }

  /** What of a request does not arrive, as {@link io.auterity.spi.ai.Ai#lossy} tells it. */
  public static List<String> lossy(ChatRequest request) {
    RequestFit fit = new RequestFit(DIALECT);
    fit(request, fit);
    return fit.lost();
  }

  /** The input of the model. */
  public static Json.Obj input(ChatRequest asked) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    refuse("tools", asked.tools() != null && !asked.tools().isEmpty());
    refuse("answerSchema", asked.answerSchema() != null);
    return new ReplicateChat(asked).written();
  }

  private static void refuse(String field, boolean asked) {
    if (asked) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED, field, field + " cannot be told to a model of Replicate");
    }
  }

  private static ChatRequest fit(ChatRequest request, RequestFit fit) {
    Maker maker = Maker.of(request.model());
    ChatRequest carried =
        fit.sampling(fit.schemasOnly(fit.parts(request, ReplicateChat::carry)), Set.of());
    if (request.user() != null) {
      fit.lose("user");
    }
    if (!maker.messages() && turns(carried).size() > 1) {
      fit.lose("messages.role");
    }
    return ChatRequest.builder(carried.model(), carried.messages())
        .tools(carried.tools())
        .toolChoice(carried.toolChoice())
        .maxOutputTokens(carried.maxOutputTokens())
        .temperature(
            maker.sampling()
                ? carried.temperature()
                : lost(carried.temperature(), "temperature", fit))
        .topP(maker.sampling() ? carried.topP() : lost(carried.topP(), "topP", fit))
        .stop(stops(carried.stop(), maker, fit))
        .answerSchema(carried.answerSchema())
        .extra(carried.extra())
        .thinking(thinking(carried.thinking(), maker, fit))
        .build();
  }

  private static @Nullable Part carry(Part part, RequestFit.Place place, RequestFit fit) {
    return switch (part) {
      case Part.CachePoint _ -> lost(part, "messages.cache_point", fit);
      case Part.Reasoning _ -> lost(part, "messages.reasoning", fit);
      case Part.Citation _ -> lost(part, "messages.citation", fit);
      case Part.Opaque piece when place.role() == Role.ASSISTANT ->
          lost(part, "messages.opaque." + piece.dialect(), fit);
      default -> part;
    };
  }

  private static <T> @Nullable T lost(@Nullable T value, String field, RequestFit fit) {
    if (value != null) {
      fit.lose(field);
    }
    return null;
  }

  /** They go in one text, with commas between. */
  private static @Nullable List<String> stops(
      @Nullable List<String> stops, Maker maker, RequestFit fit) {
    if (stops == null || stops.isEmpty()) {
      return null;
    }
    return maker.stops() && stops.stream().noneMatch(stop -> stop.contains(","))
        ? stops
        : lost(stops, "stop", fit);
  }

  private static @Nullable Thinking thinking(
      @Nullable Thinking asked, Maker maker, RequestFit fit) {
    if (asked == null || !maker.effort() || asked.effort() == null) {
      return lost(asked, "thinking", fit);
    }
    if (asked.budgetTokens() != null) {
      fit.lose("thinking.budgetTokens");
    }
    return Thinking.effort(asked.effort());
  }

  private static List<Message> turns(ChatRequest request) {
    return request.messages().stream().filter(message -> message.role() != Role.SYSTEM).toList();
  }

  private Json.Obj written() {
    check();
    List<Message> turns = turns(request);
    String system = system();
    if (maker.messages() && turns.size() > 1) {
      fields.put("messages", messages(system));
    } else {
      fields.put("prompt", Json.of(prompt(turns)));
      put(maker.system(), system.isEmpty() ? null : Json.of(system));
    }
    putPictures();
    putSettings();
    Json.Obj own = Extra.in(request.extra(), DIALECT);
    own.fields().keySet().stream()
        .filter(TYPED_ONLY::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.invalid(
                  "extra.%s.%s".formatted(DIALECT, name), "must not be given among further fields");
            });
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  /** Looks whether all can be told, and keeps the pictures aside. */
  private void check() {
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      for (int j = 0; j < message.parts().size(); j++) {
        check(message.parts().get(j), message.role(), "messages[%d].parts[%d]".formatted(i, j));
      }
    }
  }

  private void check(Part part, Role role, String place) {
    switch (part) {
      case Part.Text _ -> {}
      case Part.Image image when role == Role.USER && maker.pictures() != null ->
          pictures.add(url(image, place));
      default -> throw unsupported(place);
    }
  }

  private String system() {
    return request.messages().stream()
        .filter(message -> message.role() == Role.SYSTEM)
        .map(ReplicateChat::text)
        .collect(Collectors.joining("\n\n"));
  }

  private static String url(Part.Image image, String place) {
    if (image.url() != null) {
      return image.url();
    }
    if (image.mediaType() == null || image.base64() == null) {
      throw Refusal.invalid(place, "must have a url, or base64 with a mediaType");
    }
    return "data:" + image.mediaType() + ";base64," + image.base64();
  }

  /** Another vendor may be able to carry it: the call can go there. */
  private static CallFailedException unsupported(String place) {
    return Refusal.of(
        FailureCode.UNSUPPORTED,
        place,
        place + " is of a type that this model of Replicate has not");
  }

  private static String prompt(List<Message> turns) {
    if (turns.size() == 1 && turns.getFirst().role() == Role.USER) {
      return text(turns.getFirst());
    }
    return turns.stream()
        .map(turn -> (turn.role() == Role.USER ? "User: " : "Assistant: ") + text(turn) + "\n\n")
        .collect(Collectors.joining("", "", "Assistant:"));
  }

  private static String text(Message message) {
    return message.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  private Json messages(String system) {
    List<Json> written = new ArrayList<>();
    if (!system.isEmpty()) {
      written.add(message("system", system));
    }
    turns(request)
        .forEach(
            turn -> written.add(message(turn.role().name().toLowerCase(Locale.ROOT), text(turn))));
    return Json.array(written);
  }

  private static Json message(String role, String text) {
    return Json.EMPTY.with("role", Json.of(role)).with("content", Json.of(text));
  }

  private void putPictures() {
    String name = maker.pictures();
    if (pictures.isEmpty() || name == null) {
      return;
    }
    if (!maker.onePicture()) {
      fields.put(name, Json.array(pictures.stream().map(Json::of).toList()));
    } else if (pictures.size() == 1) {
      fields.put(name, Json.of(pictures.getFirst()));
    } else {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "messages",
          "messages hold more than the one picture that " + request.model() + " takes");
    }
  }

  private void putSettings() {
    Integer longest = request.maxOutputTokens();
    put(maker.longest(), longest == null ? null : Json.of(longest.longValue()));
    put("temperature", number(request.temperature()));
    put("top_p", number(request.topP()));
    List<String> stops = request.stop();
    put("stop_sequences", stops == null ? null : Json.of(String.join(",", stops)));
    Thinking thinking = request.thinking();
    put(
        "reasoning_effort",
        thinking == null || thinking.effort() == null ? null : Json.of(thinking.effort()));
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static @Nullable Json number(@Nullable Double value) {
    return value == null ? null : Json.of(value.doubleValue());
  }
}
