package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.AnthropicModelsCodec;
import io.auterity.plugins.ai.anthropic.wire.MessagesCodec;
import io.auterity.plugins.ai.anthropic.wire.MessagesStreamCodec;
import io.auterity.plugins.ai.anthropic.wire.PassedMessageStream;
import io.auterity.plugins.ai.anthropic.wire.PassedMessages;
import io.auterity.plugins.ai.anthropic.wire.TokenCountCodec;
import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.Page;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireBatches;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireChat;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.BatchesBeside;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ObjectChat;
import java.util.List;
import java.util.Optional;

/** The endpoint of one provider. */
record AnthropicClient(AnthropicEndpoint endpoint, Optional<String> model)
    implements Ai, WireChat, BatchesBeside {

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ChatResponse answer = CodecCalls.send(new MessagesCodec(endpoint), request, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public String dialect() {
    return PassedMessages.DIALECT;
  }

  @Override
  public boolean passes(ChatRequest frame, boolean stream) {
    return PassedMessages.passes(frame);
  }

  @Override
  public ChatAnswer createChat(WireBody body, Call call) {
    ChatAnswer answer = CodecCalls.send(new PassedMessages(endpoint), body, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public Events<? extends StreamEvent> streamChat(WireBody body, Call call) {
    return CodecCalls.stream(new PassedMessageStream(endpoint), ChatEvent.Failed::new, body, call);
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new MessagesStreamCodec(endpoint), request, call);
  }

  @Override
  public TokenCount countTokens(ChatRequest request, Call call) {
    return CodecCalls.send(new TokenCountCodec(endpoint), request, call);
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    if (endpoint.isVertex()) {
      throw call.unsupported();
    }
    return CodecCalls.send(new AnthropicModelsCodec(endpoint), query, call);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    String asked = AiInputs.model(input.model(), model, "model");
    return ClassifyingChat.classify(input, asked, request -> createChat(request, call));
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    String asked = AiInputs.model(input.model(), model, "model");
    return ObjectChat.create(input, asked, call, request -> createChat(request, call));
  }

  @Override
  public WireBatches batches() {
    return new AnthropicBatches(endpoint);
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return MessagesCodec.lossy(request);
  }
}
