package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.TokenCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Responses: chats whose answers their callers may come back to. */
public final class ResponsesForm implements Form.Responses {

  private final ResponsesReader reader;
  private final UnsupportedParts keeper;

  private final ConversationReader chats;

  public ResponsesForm(JsonReader json, Binder binder) {
    this.keeper = new UnsupportedParts(binder);
    this.chats = new ConversationReader(binder);
    this.reader = new ResponsesReader(json, new ItemReader(keeper));
  }

  @Override
  public ResponseCall read(Question question, KeptAnswers kept) {
    return reader.read(
        question.body(), new ItemReferences(kept, one -> chats.written(one, keeper)));
  }

  /** A response that is asked for where chat completions are; empty when a body is none. */
  public Optional<ChatCall> chat(Question question) {
    return reader.chat(
        question.body(),
        new ItemReferences((ids, read) -> Map.of(), one -> chats.written(one, keeper)));
  }

  /** Such responses again, to do that with one. */
  public Form.Kept kept(Form.Kept.Act act) {
    return new ResponseStorage(act, chats, keeper);
  }

  /** The input of such responses, counted. */
  public Form.ResponseTokens counted() {
    return new Counted(this);
  }

  private record Counted(Form.Responses response) implements Form.ResponseTokens {

    @Override
    public byte[] write(TokenCount count) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("object", "response.input_tokens");
            out.writeNumberProperty("input_tokens", count.input());
            out.writeEndObject();
          });
    }
  }

  @Override
  public List<Message> conversation(StoredResponse kept) {
    return chats.conversation(kept);
  }

  @Override
  public CallFailedException noPrevious(String id) {
    return ResponsesReader.noPrevious(id);
  }

  @Override
  public byte[] write(ChatResponse answer, ResponseCall call, UUID decision) {
    ResponseProgress progress =
        new ResponseProgress(
            call.asked(),
            call.chat().request().model(),
            decision,
            keeper,
            ResponseEventSink.NOBODY);
    ResponseProgress.events(answer).forEach(progress::take);
    return JsonWriter.bytes(progress.json());
  }

  @Override
  public AnswerStream stream(ResponseCall call, UUID decision) {
    return new ResponseStream(call, decision, keeper);
  }
}
