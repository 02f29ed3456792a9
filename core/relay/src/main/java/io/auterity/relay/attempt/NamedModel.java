package io.auterity.relay.attempt;

import io.auterity.provider.Offer;
import io.auterity.relay.call.Demands;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.ai.ChatRequest;

/** An input with the vendor's own name of the model that an offer is for. */
final class NamedModel {

  /** The same input where the offer has no model, or its operation none. */
  static Record in(Record input, Offer offer) {
    if (offer.model() == null) {
      return input;
    }
    String name = offer.model().vendorName();
    if (input instanceof ChatRequest chat) {
      return name.equals(chat.model()) ? chat : chat.withModel(name);
    }
    RecordFields fields = RecordFields.of(input);
    boolean same = !fields.has(Demands.MODEL) || name.equals(fields.text(input, Demands.MODEL));
    return same ? input : fields.with(input, Demands.MODEL, name);
  }
}
