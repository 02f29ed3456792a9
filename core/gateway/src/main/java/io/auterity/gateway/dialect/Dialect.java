package io.auterity.gateway.dialect;

import io.auterity.spi.Failure;
import java.util.List;

/** A language in which callers speak to the gateway: its paths, keys, bodies and errors. */
public interface Dialect {

  /** Its name on fields that only it understands. */
  String name();

  /** What it answers; of two with one method that fit a path the first counts. */
  List<Endpoint> endpoints();

  /** Whether a request is meant in it, also where it has no such endpoint. */
  boolean speaks(String path, RequestHeaders headers);

  /** Every key that a request shows, in each place that its clients know. */
  List<String> keys(RequestHeaders headers, Query query);

  /** Names the places of {@link #keys}, for who showed none. */
  String keyHint();

  /** The header in which its clients look for the id of a request. */
  String requestIdHeader();

  /** The HTTP status of a failure. */
  int status(Failure failure);

  /**
   * The body of a failure.
   *
   * @param request id of the request, as in its header
   */
  byte[] body(Failure failure, String request);
}
