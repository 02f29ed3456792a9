package io.auterity.platform.catalogue;

import io.auterity.spi.Json;

/** Input or output of a call: JSON at the generic doors, the operation's record at typed ones. */
public sealed interface Payload {

  record OfJson(Json.Obj value) implements Payload {}

  record OfRecord(Record value) implements Payload {}

  static Payload of(Json.Obj value) {
    return new OfJson(value);
  }

  static Payload of(Record value) {
    return new OfRecord(value);
  }
}
