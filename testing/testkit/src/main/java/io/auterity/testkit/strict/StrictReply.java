package io.auterity.testkit.strict;

import io.auterity.spi.Json;
import java.util.List;

/** What a vendor answers once it has refused nothing. */
public sealed interface StrictReply {

  /** Words, in the vendor's form. */
  record Words(String text) implements StrictReply {}

  /**
   * A call of the first offered tool whose name has the expression in it.
   *
   * @param tool a regular expression
   */
  record ToolCall(String tool, Json.Obj arguments) implements StrictReply {}

  /** A body as it is. */
  record Body(int status, Json body) implements StrictReply {}

  /** A stream: objects are events in the vendor's form, texts go as they are. */
  record Stream(List<Json> events) implements StrictReply {}
}
