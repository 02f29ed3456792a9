package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeContext.Hanging;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Json;
import java.util.List;

/** The events of a knowledge store: types and records are those that webhooks of others have. */
final class KnowledgeEvents {

  static final String PAGE_CREATED = "knowledge.page.created";
  static final String PAGE_UPDATED = "knowledge.page.updated";
  static final String PAGE_MOVED = "knowledge.page.moved";
  static final String PAGE_DELETED = "knowledge.page.deleted";
  static final String SPACE_CREATED = "knowledge.space.created";
  static final String SPACE_UPDATED = "knowledge.space.updated";
  static final String SPACE_DELETED = "knowledge.space.deleted";
  static final String COMMENT_CREATED = "knowledge.comment.created";
  static final String COMMENT_UPDATED = "knowledge.comment.updated";
  static final String COMMENT_DELETED = "knowledge.comment.deleted";

  static final List<String> TYPES =
      List.of(
          PAGE_CREATED,
          PAGE_UPDATED,
          PAGE_MOVED,
          PAGE_DELETED,
          SPACE_CREATED,
          SPACE_UPDATED,
          SPACE_DELETED,
          COMMENT_CREATED,
          COMMENT_UPDATED,
          COMMENT_DELETED);

  private KnowledgeEvents() {}

  static RaisedEvent page(String type, PageFile page) {
    Json.Obj record =
        named("page", page.number())
            .with("space", Json.of(Long.toString(page.space())))
            .with("title", Json.of(page.title()));
    return new RaisedEvent(type, Long.toString(page.number()), record);
  }

  static RaisedEvent space(String type, SpaceFile space) {
    Json.Obj record = named("space", space.number()).with("name", Json.of(space.name()));
    return new RaisedEvent(type, Long.toString(space.number()), record);
  }

  static RaisedEvent comment(String type, Hanging comment) {
    Json.Obj record = named("page", comment.page()).with("comment", Json.of(comment.id()));
    return new RaisedEvent(type, Long.toString(comment.page()), record);
  }

  private static Json.Obj named(String field, long number) {
    return Json.EMPTY.with(field, Json.of(Long.toString(number)));
  }
}
