package io.auterity.relay.attempt;

import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.call.AttemptUsage;
import io.auterity.relay.call.CallState;
import io.auterity.relay.field.RecordFields;
import io.auterity.relay.route.Route;
import io.auterity.spi.Failure;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plain text of an answer so far, from which another offer of the same model resumes a stream
 * that was cut. Its caller gets one answer.
 */
final class StreamResumption {

  private static final String LIMIT = "maxOutputTokens";

  private final StringBuilder said = new StringBuilder();
  private int index = -1;
  private int from = -1;
  private boolean plain = true;
  private @Nullable TokenUsage before;
  private @Nullable ContinuationSplice continuationSplice;
  private @Nullable Failure cut;

  private StreamResumption() {}

  /** Null for a call of which no other offer could go on. */
  static @Nullable StreamResumption of(CallState call) {
    Route route = call.plan().shortlist().route();
    if (route == null || !route.resume() || !call.capability().stream()) {
      return null;
    }
    ChatRequest chat = call.wholeInput() instanceof ChatRequest one ? one : null;
    boolean words =
        chat != null
            && !endsWithAnAnswer(chat)
            && (chat.tools() == null || chat.tools().isEmpty())
            && chat.answerSchema() == null
            && chat.logprobs() == null
            && chat.thinking() == null;
    return words ? new StreamResumption() : null;
  }

  // Its caller began the answer already, so that what was said would be another one.
  private static boolean endsWithAnAnswer(ChatRequest chat) {
    return !chat.messages().isEmpty() && chat.messages().getLast().role() == Role.ASSISTANT;
  }

  /** Whether another offer could go on from here. */
  boolean mayGoOn() {
    return plain && !said.toString().isBlank();
  }

  /** Why the stream of the first was cut; null when none was. */
  @Nullable Failure cut() {
    return cut;
  }

  /**
   * Notes that it was; what comes next goes on from here.
   *
   * @param billed what the attempt that was cut is billed by, told or estimated
   */
  void goOn(Failure why, AttemptUsage billed) {
    cut = cut == null ? why : cut;
    continuationSplice = new ContinuationSplice(said.toString());
    TokenUsage used = billed.tokenUsage();
    before = before == null ? used : before.plus(used);
    from = -1;
  }

  /** What was said, to go on from; null before anything was cut. */
  @Nullable String begun() {
    return continuationSplice == null ? null : continuationSplice.begun();
  }

  /** Whether an offer is of the same model, and its connector can go on from words. */
  static boolean canGoOn(ProviderInfo provider, String operation, String offer, String cutAt) {
    OperationSupport support = provider.support().get(operation);
    String model = Offer.modelOf(offer);
    return support != null
        && support.prefill()
        && model != null
        && model.equals(Offer.modelOf(cutAt));
  }

  /** A request with what was said at the end of its conversation. */
  static ChatRequest with(ChatRequest request, String begun) {
    List<Message> messages = new ArrayList<>(request.messages());
    messages.add(Message.text(Role.ASSISTANT, begun));
    return request.withMessages(messages);
  }

  /** An input with room for the rest of the answer only. */
  static Record shortened(Record input, String begun) {
    RecordFields fields = RecordFields.of(input);
    return input instanceof ChatRequest chat && chat.maxOutputTokens() != null
        ? fields.with(
            input, LIMIT, (int) Math.max(1, chat.maxOutputTokens() - Estimate.tokensAtMost(begun)))
        : input;
  }

  /** Takes an event of the offer that answers now; returns what goes on to the caller. */
  List<Record> take(Record event) {
    return switch (event) {
      case PartDelta(int at, Part.Text(String text)) -> words(at, text);
      case ChatEvent.Started started when continuationSplice != null -> List.of();
      case ChatEvent.Started started -> List.of(started);
      case ChatEvent.Used(TokenUsage usage) ->
          List.of(before == null ? event : new ChatEvent.Used(before.plus(usage)));
      case PartDelta(int at, Part part) -> ended(new PartDelta(place(at), part));
      case ChatEvent.PartDone(int at) -> ended(new ChatEvent.PartDone(place(at)));
      case ChatEvent.PartGrown(int at, int length) ->
          ended(new ChatEvent.PartGrown(place(at), length));
      default -> ended(event);
    };
  }

  private List<Record> words(int at, String text) {
    ContinuationSplice joining = continuationSplice;
    from = from < 0 ? at : from;
    if (index < 0) {
      index = at;
    }
    if (joining == null) {
      plain &= at == index;
      said.append(text);
      return List.of(new PartDelta(at, new Part.Text(text)));
    }
    return said(joining.take(text));
  }

  // Where a part stands in the answer as its caller sees it: behind the words that both wrote.
  private int place(int at) {
    if (continuationSplice == null) {
      return at;
    }
    return at == from ? index : index + 1 + at;
  }

  private List<Record> said(String text) {
    said.append(text);
    return text.isEmpty() ? List.of() : List.of(new PartDelta(index, new Part.Text(text)));
  }

  // Whatever is no word ends what could be gone on from.
  private List<Record> ended(Record event) {
    plain = false;
    List<Record> all = new ArrayList<>(2);
    if (continuationSplice != null) {
      all.addAll(said(Objects.requireNonNull(continuationSplice).finish()));
    }
    all.add(event);
    return all;
  }
}
