package io.auterity.spi.search;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;

/** One question to several providers of a tenant; what they answer becomes one list. */
@Kind("search")
public interface Search {

  @Operation(
      resource = "knowledge",
      verb = "find",
      summary = "Find pages by words at all of a tenant's providers of knowledge, best first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default KnowledgeFindings findKnowledge(KnowledgeSearch search, Call call) {
    throw call.unsupported();
  }
}
