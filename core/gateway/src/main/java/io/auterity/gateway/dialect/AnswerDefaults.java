package io.auterity.gateway.dialect;

/**
 * The default id, model and time that the gateway puts on an answer where the vendor gave nothing.
 *
 * @param id of the decision behind it
 * @param model that was asked for
 * @param seconds when it was answered, since 1970
 */
public record AnswerDefaults(String id, String model, long seconds) {
  public String idOr(String vendors) {
    return vendors.isEmpty() ? id : vendors;
  }

  /** The same over what the vendor gave. */
  public AnswerDefaults under(String vendorsId, String vendorsModel) {
    return new AnswerDefaults(idOr(vendorsId), modelOr(vendorsModel), seconds);
  }

  public String modelOr(String vendors) {
    return vendors.isEmpty() ? model : vendors;
  }
}
