package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Script;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import io.auterity.spi.ai.XmlAnswer.XmlFault;
import io.auterity.spi.ai.XmlAnswer.XmlFaultCode;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers in XML elements, as each dialect's callers ask for them and are told them. */
class XmlModeTest {

  private static final XmlFormat FORMAT =
      new XmlFormat(List.of("answer"), List.of(new DocumentTag("doc", List.of("title"))));
  private static final XmlAnswer XML =
      new XmlAnswer(
          Map.of("answer", "42"),
          List.of(new XmlDocument("doc", Map.of("title", "t"), "d")),
          List.of(new XmlFault(XmlFaultCode.TEXT_OUTSIDE, null, 7)));
  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private static String asking(String field) {
    return "'%s':{'tags':['answer'],'documents':[{'tag':'doc','attributes':['title']}]}"
        .formatted(field);
  }

  private static String told(String field) {
    return """
    "%s":{"values":{"answer":"42"},\
    "documents":[{"tag":"doc","attributes":{"title":"t"},"text":"d"}],\
    "faults":[{"code":"text_outside","at":7}]}\
    """
        .formatted(field);
  }

  private HttpResponse<String> ask(String path, String body) throws Exception {
    return gateway.send(gateway.post(path, body));
  }

  private ChatRequest asked() {
    return (ChatRequest)
        ((Payload.OfRecord) gateway.script.invocations().getLast().input()).value();
  }

  private void willAnswer() {
    ChatResponse answer =
        new ChatResponse(
            "1",
            "m",
            List.of(new Part.Text("<answer>42</answer>")),
            FinishReason.STOP,
            new TokenUsage(3, 1, 0, 0),
            null);
    gateway.script.answer(
        call ->
            call.capability().equals("ai.chat.create")
                ? new Script.Play(call.id()).succeed(answer.withXml(XML))
                : new Script.Play(call.id())
                    .say(new ChatEvent.Started("1", "m"))
                    .say(new ChatEvent.PartDelta(0, new Part.Text("<answer>42</answer>")))
                    .say(new ChatEvent.Finished(FinishReason.STOP).withXml(XML))
                    .succeed(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/v1/chat/completions | auterity_xml |"
            + " {'model':'m','messages':[{'role':'user','content':'hi'}],",
        "/v1/chat/completions | auterity_xml |"
            + " {'model':'m','stream':true,'messages':[{'role':'user','content':'hi'}],",
        "/v1/messages | auterity_xml |"
            + " {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}],",
        "/v1/messages | auterity_xml |"
            + " {'model':'m','max_tokens':9,'stream':true,"
            + "'messages':[{'role':'user','content':'hi'}],",
        "/v1/responses | auterity_xml | {'model':'m','input':'hi',",
        "/v1/responses | auterity_xml | {'model':'m','stream':true,'input':'hi',",
        "/v1beta/models/m:generateContent | auterityXml |"
            + " {'contents':[{'parts':[{'text':'hi'}]}],",
        "/v1beta/models/m:streamGenerateContent | auterityXml |"
            + " {'contents':[{'parts':[{'text':'hi'}]}],",
        "/api/chat | auterity_xml | {'model':'m','messages':[{'role':'user','content':'hi'}],",
        "/api/generate | auterity_xml | {'model':'m','stream':false,'prompt':'hi',"
      })
  void eachDialectAsksAndIsToldInOneField(String path, String field, String body) throws Exception {
    willAnswer();

    HttpResponse<String> response = ask(path, body + asking(field) + "}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(asked().answerFormat()).isEqualTo(AnswerFormat.xml(FORMAT));
    assertThat(asked().extra()).isNull();
    assertThat(response.body()).contains(told(field));
    assertThat(response.body().replace("\\u003c", "<")).contains("<answer>42</answer>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'tags':['1a']} | auterity_xml | not 1a",
        "{'tags':[]} | auterity_xml | 1 to 32",
        "{'tags':'a'} | auterity_xml.tags | an array",
        "{'tags':[1]} | auterity_xml.tags | strings",
        "{'tags':['a'],'strict':true} | auterity_xml.strict | not known",
        "{'documents':[{'attributes':[]}]} | auterity_xml.documents[0].tag | is required",
        "{'documents':[{'tag':'d','attributes':['a','a']}]} | auterity_xml.documents[0] | once",
        "{'tags':['a']},'response_format':{'type':'json_object'} | auterity_xml | another form"
      })
  void whatCannotBeAskedIsRefusedWithItsPlace(String xml, String place, String why)
      throws Exception {
    HttpResponse<String> response =
        ask(
            "/v1/chat/completions",
            "{'model':'m','messages':[{'role':'user','content':'hi'}],'auterity_xml':" + xml + "}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"" + place + "\"").contains(why);
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void aTextCompletionHasNoPlaceForIt() throws Exception {
    HttpResponse<String> response =
        ask("/v1/completions", "{'model':'m','prompt':'hi','auterity_xml':{'tags':['a']}}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"auterity_xml\"");
  }

  @Test
  void anAnswerInNoSuchFormTellsNothing() throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "1", "m", List.of(new Part.Text("hi")), FinishReason.STOP, TokenUsage.NONE, null));

    HttpResponse<String> response =
        ask("/v1/chat/completions", "{'model':'m','messages':[{'role':'user','content':'hi'}]}");

    assertThat(response.body()).contains("hi").doesNotContain("auterity_xml");
  }
}
