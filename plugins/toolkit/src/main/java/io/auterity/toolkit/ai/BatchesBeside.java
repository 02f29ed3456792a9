package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An instance whose batches are an object beside it: what a connector opens is one instance, and
 * the way of batches is none of what it knows of single requests.
 */
public interface BatchesBeside extends WireBatches {

  /** Hands batches over; needs no I/O to be had. */
  WireBatches batches();

  @Override
  default boolean takes(WireRequest request) {
    return batches().takes(request);
  }

  @Override
  default String create(String id, List<Line> lines, Call call) {
    return batches().create(id, lines, call);
  }

  @Override
  default Optional<String> find(String id, Call call) {
    return batches().find(id, call);
  }

  @Override
  default Standing standing(String ref, Call call) {
    return batches().standing(ref, call);
  }

  @Override
  default void results(String ref, Consumer<Result> taker, Call call) {
    batches().results(ref, taker, call);
  }

  @Override
  default void cancel(String ref, Call call) {
    batches().cancel(ref, call);
  }
}
