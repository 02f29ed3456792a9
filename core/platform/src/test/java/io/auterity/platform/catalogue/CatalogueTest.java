package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final Catalogue catalogue = Catalogue.standard();

  @Test
  void namesEachOperationByKindResourceAndVerb() {
    assertThat(catalogue.ids())
        .containsExactly(
            "ai.chat.create",
            "ai.chat.stream",
            "ai.document.rerank",
            "ai.embedding.create",
            "ai.image.create",
            "ai.image.edit",
            "ai.model.create",
            "ai.model.get",
            "ai.model.list",
            "ai.model.pull",
            "ai.moderation.create",
            "ai.speech.create",
            "ai.text.classify",
            "ai.token.count",
            "ai.transcription.create",
            "ai.translation.create",
            "ai.tuning.cancel",
            "ai.tuning.create",
            "ai.tuning.events",
            "ai.tuning.get",
            "ai.tuning.list",
            "ai.tuning.settle",
            "automation.execution.get",
            "automation.execution.list",
            "automation.execution.retry",
            "automation.execution.stop",
            "automation.integration.create",
            "automation.integration.delete",
            "automation.integration.list",
            "automation.integration.update",
            "automation.node.list",
            "automation.workflow.activate",
            "automation.workflow.create",
            "automation.workflow.deactivate",
            "automation.workflow.delete",
            "automation.workflow.execute",
            "automation.workflow.get",
            "automation.workflow.list",
            "automation.workflow.update",
            "automation.workflow.validate",
            "ci.artifact.get",
            "ci.artifact.list",
            "ci.build.approve",
            "ci.build.cancel",
            "ci.build.decline",
            "ci.build.get",
            "ci.build.list",
            "ci.build.retry",
            "ci.definition.render",
            "ci.environment.create",
            "ci.environment.delete",
            "ci.environment.list",
            "ci.environment.update",
            "ci.job.get",
            "ci.job.list",
            "ci.job.rerun",
            "ci.log.stream",
            "ci.pipeline.create",
            "ci.pipeline.get",
            "ci.pipeline.list",
            "ci.pipeline.trigger",
            "ci.secret.create",
            "ci.secret.delete",
            "ci.secret.list",
            "ci.secret.update",
            "containers.blob.stat",
            "containers.finding.list",
            "containers.manifest.delete",
            "containers.manifest.get",
            "containers.repository.delete",
            "containers.repository.get",
            "containers.repository.list",
            "containers.scan.get",
            "containers.tag.delete",
            "containers.tag.get",
            "containers.tag.list",
            "containers.tag.put",
            "database.batch.run",
            "database.query.run",
            "database.statement.run",
            "database.table.get",
            "database.table.list",
            "documents.collection.list",
            "documents.document.create",
            "documents.document.delete",
            "documents.document.get",
            "documents.document.listen",
            "documents.document.put",
            "documents.document.query",
            "documents.document.update",
            "documents.transaction.run",
            "git.branch.create",
            "git.branch.delete",
            "git.branch.get",
            "git.branch.list",
            "git.branch.protect",
            "git.branch.unprotect",
            "git.collaborator.add",
            "git.collaborator.list",
            "git.collaborator.remove",
            "git.commit.compare",
            "git.commit.create",
            "git.commit.get",
            "git.commit.list",
            "git.content.get",
            "git.content.list",
            "git.pull_request.create",
            "git.pull_request.get",
            "git.pull_request.list",
            "git.pull_request.merge",
            "git.pull_request.update",
            "git.release.create",
            "git.release.delete",
            "git.release.get",
            "git.release.list",
            "git.repository.create",
            "git.repository.delete",
            "git.repository.fork",
            "git.repository.get",
            "git.repository.list",
            "git.repository.update",
            "git.review.create",
            "git.review.list",
            "git.status.create",
            "git.status.list",
            "git.tag.create",
            "git.tag.delete",
            "git.tag.get",
            "git.tag.list",
            "git.webhook.create",
            "git.webhook.delete",
            "git.webhook.list",
            "git.webhook.update",
            "http.page.list",
            "http.request.read",
            "http.request.replace",
            "http.request.send",
            "knowledge.attachment.delete",
            "knowledge.attachment.get",
            "knowledge.attachment.list",
            "knowledge.attachment.upload",
            "knowledge.comment.create",
            "knowledge.comment.delete",
            "knowledge.comment.list",
            "knowledge.comment.update",
            "knowledge.content.export",
            "knowledge.content.import",
            "knowledge.content.search",
            "knowledge.page.create",
            "knowledge.page.delete",
            "knowledge.page.get",
            "knowledge.page.list",
            "knowledge.page.move",
            "knowledge.page.update",
            "knowledge.revision.get",
            "knowledge.revision.list",
            "knowledge.share.create",
            "knowledge.share.delete",
            "knowledge.share.list",
            "knowledge.space.create",
            "knowledge.space.delete",
            "knowledge.space.get",
            "knowledge.space.list",
            "knowledge.space.update",
            "messaging.channel.create",
            "messaging.channel.get",
            "messaging.channel.list",
            "messaging.message.delete",
            "messaging.message.get",
            "messaging.message.list",
            "messaging.message.send",
            "messaging.message.update",
            "messaging.question.answer",
            "messaging.question.ask",
            "messaging.question.close",
            "messaging.reaction.add",
            "messaging.reaction.remove",
            "script.code.run",
            "search.knowledge.find",
            "text.pii.mask",
            "tracker.comment.create",
            "tracker.comment.delete",
            "tracker.comment.list",
            "tracker.comment.update",
            "tracker.issue.create",
            "tracker.issue.delete",
            "tracker.issue.get",
            "tracker.issue.list",
            "tracker.issue.update",
            "tracker.label.create",
            "tracker.label.delete",
            "tracker.label.list",
            "tracker.label.update",
            "tracker.link.create",
            "tracker.link.delete",
            "tracker.link.list",
            "tracker.project.create",
            "tracker.project.delete",
            "tracker.project.get",
            "tracker.project.list",
            "tracker.project.update",
            "tracker.sprint.add",
            "tracker.sprint.create",
            "tracker.sprint.delete",
            "tracker.sprint.get",
            "tracker.sprint.list",
            "tracker.sprint.remove",
            "tracker.sprint.update",
            "tracker.transition.apply",
            "tracker.transition.list");
  }

  @Test
  void takesEffectAndStreamFromTheOperation() {
    assertThat(catalogue.get("tracker.issue.create").effect()).isEqualTo(Effect.NON_IDEMPOTENT);
    assertThat(catalogue.get("ai.chat.stream").stream()).isTrue();
    assertThat(catalogue.get("ai.chat.stream").output()).isEqualTo(ChatEvent.class);
  }

  @Test
  void describesTheInputAsJsonSchema() {
    Json.Obj schema = catalogue.get("tracker.issue.create").inputSchema();

    assertThat(schema.get("required")).hasToString("[\"project\",\"title\"]");
    assertThat(schema.toString())
        .contains(
            "\"title\":{\"type\":\"string\",\"description\":\"One line, at most 500 characters\"}")
        .endsWith("\"additionalProperties\":false}");
  }

  @Test
  void namesTheNearestOfAnUnknownCapability() {
    assertThatThrownBy(() -> catalogue.get("tracker.isue.create"))
        .hasMessageContaining("did you mean 'tracker.issue.create'?");
  }

  @Test
  void findsCapabilitiesByWords() {
    assertThat(catalogue.search("open issue").getFirst().id()).isEqualTo("tracker.issue.create");
    assertThat(catalogue.search("personal DATA").getFirst().id()).isEqualTo("text.pii.mask");
    assertThat(catalogue.search("xyzzy")).isEmpty();
  }
}
