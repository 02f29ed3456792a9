package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.BatchCodec;
import io.auterity.plugins.ai.openai.wire.BatchCodec.Act;
import io.auterity.plugins.ai.openai.wire.BatchFileCodec;
import io.auterity.plugins.ai.openai.wire.BatchResultCodec;
import io.auterity.plugins.ai.openai.wire.NewBatchCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireStream;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ResultLines;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Batches of an endpoint: a file of requests, a batch of them, and files of results. */
record OpenAiBatches(OpenAiEndpoint endpoint) implements WireBatches {

  private static final Set<String> PATHS =
      Set.of("/v1/chat/completions", "/v1/embeddings", "/v1/responses");

  private static final int LONGEST_REFUSAL = 65_536;
  private static final int MOST_PAGES = 5;

  @Override
  public boolean takes(WireRequest request) {
    return request.method().equals("POST")
        && PATHS.contains(new BatchFileCodec(endpoint).path(request));
  }

  @Override
  public String create(String id, List<Line> lines, Call call) {
    BatchFileCodec requests = new BatchFileCodec(endpoint);
    String path = requests.path(lines.getFirst().request());
    String file = CodecCalls.send(requests, lines, call);
    try {
      return CodecCalls.send(
          new NewBatchCodec(endpoint), new NewBatchCodec.Asked(file, path, id), call);
    } catch (CallFailedException e) {
      if (!e.failure().retryable()) {
        takeBack(file, call);
      }
      throw e;
    }
  }

  // The caller is told why there is no batch; a file that stays costs nothing.
  private void takeBack(String file, Call call) {
    try {
      call.provider().transport().send(new BatchResultCodec(endpoint).removal(file), call);
    } catch (CallFailedException e) {
      return;
    }
  }

  @Override
  public Optional<String> find(String id, Call call) {
    String after = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      List<BatchCodec.Told> told = CodecCalls.send(new BatchCodec.Listing(endpoint), after, call);
      for (BatchCodec.Told one : told) {
        if (one.id().equals(id)) {
          return Optional.of(one.ref());
        }
      }
      if (told.isEmpty()) {
        break;
      }
      after = told.getLast().ref();
    }
    return Optional.empty();
  }

  @Override
  public Standing standing(String ref, Call call) {
    return CodecCalls.send(new BatchCodec(endpoint, Act.GET), ref, call).standing();
  }

  @Override
  public void results(String ref, Consumer<Result> taker, Call call) {
    for (String file : CodecCalls.send(new BatchCodec(endpoint, Act.GET), ref, call).files()) {
      read(file, taker, call);
    }
  }

  private void read(String file, Consumer<Result> taker, Call call) {
    BatchResultCodec codec = new BatchResultCodec(endpoint);
    try (WireStream stream = call.provider().transport().open(codec.encode(file), call)) {
      if (stream.status() > 299) {
        throw new CallFailedException(codec.failure(stream.drain(LONGEST_REFUSAL)));
      }
      ResultLines lines = new ResultLines(stream, codec::decode, call);
      for (Result told = lines.next(); told != null; told = lines.next()) {
        taker.accept(told);
      }
    }
  }

  @Override
  public void cancel(String ref, Call call) {
    CodecCalls.send(new BatchCodec(endpoint, Act.CANCEL), ref, call);
  }
}
