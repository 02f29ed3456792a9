package io.auterity.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The batch API of a vendor, as a connector's instance offers it: takes many requests as one batch,
 * which is answered later and costs less. The requests are those that the instance would send by
 * themselves, and so are the answers. Its manifest says of which operations batches may hold the
 * requests.
 */
public interface WireBatches {

  /** Whether a batch may hold that request; needs no I/O. */
  boolean takes(WireRequest request);

  /**
   * Hands over a batch.
   *
   * @param id by which {@link #find} finds it again; letters, digits and dashes
   * @param lines that {@link #takes} takes, all with one method, address and headers
   * @return the vendor's name for it
   * @throws CallFailedException also where it is unknown whether the vendor has it now: {@code
   *     unavailable}, {@code timeout}, {@code cancelled} or {@code internal}
   */
  String create(String id, List<Line> lines, Call call);

  /**
   * The vendor's name for a batch that may have been handed over; empty when the vendor has none of
   * that id.
   *
   * @throws CallFailedException {@code unavailable} also when that cannot be told yet
   */
  Optional<String> find(String id, Call call);

  /** How a batch stands. */
  Standing standing(String ref, Call call);

  /**
   * Reads the answers to a batch that has ended. A line of which nothing is told was not answered.
   *
   * @param taker is told each line as it is read
   */
  void results(String ref, Consumer<Result> taker, Call call);

  /** Has no more lines of a batch begun; those that were answered until then have their answers. */
  void cancel(String ref, Call call);

  /**
   * A request of a batch.
   *
   * @param id letters, digits and dashes, at most 64; begins with the id of the batch
   */
  record Line(String id, WireRequest request) {
    public Line {
      Objects.requireNonNull(id);
      Objects.requireNonNull(request);
    }
  }

  /**
   * How a batch stands.
   *
   * @param ended whether all answers that there will be can be read
   * @param failure why the vendor refused the whole of it; null when it did not
   */
  record Standing(boolean ended, @Nullable Failure failure) {

    public static final Standing UNDER_WAY = new Standing(false, null);
    public static final Standing ENDED = new Standing(true, null);
  }

  /**
   * What became of a line.
   *
   * @param line its id
   * @param response what the vendor answered; null when it did not
   * @param failure why it did not; null when it did
   */
  record Result(String line, @Nullable WireResponse response, @Nullable Failure failure) {
    public Result {
      Objects.requireNonNull(line);
    }
  }
}
