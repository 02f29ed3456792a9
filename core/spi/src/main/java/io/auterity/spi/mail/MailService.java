package io.auterity.spi.mail;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * E-mail of one mailbox: what it sends, and what has come into its folders. Reading a message never
 * marks it as read. The Message-ID of what is sent is made of the call's idempotency key, so that
 * what arrives twice can be known again.
 */
@Kind("mail")
public interface MailService {

  @Operation(
      resource = "message",
      verb = "send",
      summary = "Send an e-mail",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.PERSONAL)
  default SentMail sendMessage(NewMail input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "list",
      summary = "List the messages of a folder, newest first",
      effect = Effect.NONE,
      dataClass = DataClass.PERSONAL)
  default Page<Mail> listMessages(MailQuery input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "get",
      summary = "Read one message",
      effect = Effect.NONE,
      dataClass = DataClass.PERSONAL)
  default Mail getMessage(WhichMail input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "update",
      summary = "Mark a message as read or starred, or move it to a folder",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.PERSONAL)
  default Mail updateMessage(MailUpdate input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "delete",
      summary = "Delete a message",
      effect = Effect.IDEMPOTENT)
  default Done deleteMessage(WhichMail input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "folder", verb = "list", summary = "List the folders", effect = Effect.NONE)
  default Page<MailFolder> listFolders(MailFolderQuery input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "attachment",
      verb = "get",
      summary = "Read an attachment of a message",
      effect = Effect.NONE,
      dataClass = DataClass.PERSONAL)
  default MailFile getAttachment(WhichMailAttachment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "draft",
      verb = "create",
      summary = "Keep an e-mail as a draft, which a person may send",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.PERSONAL)
  default SentMail createDraft(NewMail input, Call call) {
    throw call.unsupported();
  }
}
