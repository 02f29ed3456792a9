package io.auterity.toolkit.http;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/** The JSON of a reply; what came with success but is of no use may be billed all the same. */
public final class VendorReply {

  /**
   * The value of a reply with success.
   *
   * @throws CallFailedException {@code unavailable} when it is not JSON
   */
  public static Json value(WireResponse response) {
    return value(response.body());
  }

  /**
   * The object of a reply with success.
   *
   * @throws CallFailedException {@code unavailable} when it is none
   */
  public static Json.Obj object(WireResponse response) {
    return object(value(response));
  }

  /**
   * The object of an event of a stream.
   *
   * @throws CallFailedException {@code unavailable} when it is none
   */
  public static Json.Obj object(String data) {
    return object(value(data.getBytes(StandardCharsets.UTF_8)));
  }

  /** The object of a refusal, whatever its form; empty when it is none. */
  public static Json.Obj refusal(WireResponse response) {
    try {
      return JsonUtf8.readForeign(response.body()) instanceof Json.Obj body ? body : Json.EMPTY;
    } catch (MalformedJsonException e) {
      return Json.EMPTY;
    }
  }

  /** The failure of a reply that came with success and cannot be read. */
  public static CallFailedException unreadable(String what) {
    return new CallFailedException(broken("the vendor's reply cannot be read: " + what));
  }

  /** The failure of a success that came to no good end. */
  public static Failure broken(String message) {
    return Failure.of(FailureCode.UNAVAILABLE, message).withApplied(Applied.UNKNOWN);
  }

  private static Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw unreadable("it is no JSON object");
  }

  private static Json value(byte[] text) {
    try {
      return JsonUtf8.readForeign(text);
    } catch (MalformedJsonException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }
}
