package io.auterity.spi.ai;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/** AI models of one vendor. */
@Kind("ai")
public interface Ai {

  @Operation(
      resource = "chat",
      verb = "create",
      summary = "Ask a chat model and wait for the whole answer",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default ChatResponse createChat(ChatRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "chat",
      verb = "stream",
      summary = "Ask a chat model and receive the answer as it is made",
      effect = Effect.NONE,
      metered = true,
      stream = true,
      dataClass = DataClass.CUSTOMER)
  default Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "embedding",
      verb = "create",
      summary = "Turn texts into vectors",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "model",
      verb = "list",
      summary = "List the models of a provider",
      effect = Effect.NONE,
      dataClass = DataClass.PUBLIC)
  default Page<Model> listModels(ModelQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "text",
      verb = "classify",
      summary = "Choose the class that fits a text best",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Classification classifyText(TextToClassify input, Call call) {
    throw call.unsupported();
  }
}
