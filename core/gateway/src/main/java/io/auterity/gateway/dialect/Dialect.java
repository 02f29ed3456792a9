package io.auterity.gateway.dialect;

import io.auterity.platform.call.Bearer;
import io.auterity.platform.call.RateStanding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.Part;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A language in which callers speak to the gateway: its paths, keys, bodies and errors. */
public interface Dialect {

  /** Its name on fields that only it understands. */
  String name();

  /** What it answers; of two with one method that fit a path the first counts. */
  List<Endpoint> endpoints();

  /** Whether a request is meant in it, also where it has no such endpoint. */
  boolean speaks(String path, RequestHeaders headers);

  /** Every key that a request shows, in each place that its clients know. */
  default List<String> keys(RequestHeaders headers, Query query) {
    return Bearer.token(headers.get("authorization")).stream().toList();
  }

  /** Names the places of {@link #keys}, for who showed none. */
  default String keyHint() {
    return "send the header 'Authorization: Bearer <key>'";
  }

  /** The header in which its clients look for the id of a request. */
  default String requestIdHeader() {
    return "x-request-id";
  }

  /** The headers in which its vendor tells how rates stand; none where it tells nothing. */
  default Map<String, String> rateHeaders(RateStanding rates) {
    return Map.of();
  }

  /** The file that a part of a message names, if it is one that was left here. */
  default @Nullable UUID file(Part part) {
    return null;
  }

  /**
   * A part that names a file, with the content of that file in its place.
   *
   * @throws CallFailedException {@code invalid} for a file that the part cannot hold
   */
  default Part.Content filled(Part part, Part.File content) {
    return PictureFiles.isOne(content) ? PictureFiles.of(content) : content;
  }

  /** The HTTP status of a failure. */
  default int status(Failure failure) {
    return FailureStatus.of(failure);
  }

  /**
   * The body of a failure.
   *
   * @param request id of the request, as in its header
   */
  byte[] body(Failure failure, String request);
}
