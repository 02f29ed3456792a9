package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Reads the stored conversation of a chat. */
record ConversationReader(Binder binder) {

  /** What was said to the model, without what led it. */
  List<Message> input(StoredResponse kept) {
    ChatRequest request = (ChatRequest) binder.read(kept.input(), ChatRequest.class, "input");
    List<Message> messages = request.messages();
    return kept.asked().text("instructions") == null
        ? messages
        : messages.subList(1, messages.size());
  }

  /** What happened while the model answered; the last tells how it ended. */
  List<ChatEvent> events(StoredResponse kept) {
    return kept.output() instanceof Json.Arr(List<Json> events)
        ? streamed(events)
        : ResponseProgress.events(
            (ChatResponse) binder.read(kept.output(), ChatResponse.class, "output"));
  }

  // Of a stream the pieces that were joined stand before all others, and one that was cut has no
  // end.
  private List<ChatEvent> streamed(List<Json> kept) {
    List<ChatEvent> begun = new ArrayList<>();
    List<ChatEvent.PartDelta> parts = new ArrayList<>();
    List<ChatEvent> ended = new ArrayList<>();
    for (Json one : kept) {
      switch ((ChatEvent) binder.read(one, ChatEvent.class, "output")) {
        case ChatEvent.PartDelta part -> parts.add(part);
        case ChatEvent.Started started -> begun.add(started);
        case ChatEvent.Used used -> begun.add(used);
        case ChatEvent.Finished finished -> ended.add(finished);
        case ChatEvent.Failed failed -> ended.add(failed);
        default -> {}
      }
    }
    parts.sort(Comparator.comparingInt(ChatEvent.PartDelta::index));
    if (ended.isEmpty()) {
      String message = "the answer broke off, or is longer than what is kept of one";
      ended.add(new ChatEvent.Failed(Failure.of(FailureCode.UNAVAILABLE, message)));
    }
    List<ChatEvent> all = new ArrayList<>(begun);
    all.addAll(parts);
    all.add(ended.getFirst());
    return all;
  }

  /** What the caller was answered. */
  Json.Obj written(StoredResponse kept, UnsupportedParts keeper) {
    ResponseProgress progress =
        new ResponseProgress(
            kept.asked(),
            Objects.requireNonNullElse(kept.asked().text("model"), ""),
            kept.decision(),
            keeper,
            ResponseEventSink.NOBODY);
    events(kept).forEach(progress::take);
    return progress.json();
  }

  /** Both, as a conversation that can go on. */
  List<Message> conversation(StoredResponse kept) {
    List<Message> conversation = new ArrayList<>(input(kept));
    List<Part> said = new ArrayList<>();
    for (ChatEvent event : events(kept)) {
      if (event instanceof ChatEvent.PartDelta(int _, Part part) && OutputItems.carries(part)) {
        said.add(part);
      }
    }
    if (!said.isEmpty()) {
      conversation.add(new Message(Role.ASSISTANT, said));
    }
    return conversation;
  }
}
