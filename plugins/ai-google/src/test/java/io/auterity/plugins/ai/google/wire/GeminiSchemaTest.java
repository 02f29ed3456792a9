package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiSchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object','properties':{'a':{'type':['string','null'],'format':'date'}},'required':['a'],'additionalProperties':false} | = |",
        "{'$schema':'x','$comment':'c','type':'string','default':'a','examples':['a']} | {'type':'string'} |",
        "{'const':'a'} | {'enum':['a']} |",
        "{'type':'integer','exclusiveMinimum':0,'exclusiveMaximum':10} | {'type':'integer','minimum':1,'maximum':9} |",
        "{'type':'number','exclusiveMinimum':0} | {'type':'number'} | exclusiveMinimum",
        "{'type':'string','pattern':'a','minLength':1,'maxLength':2} | {'type':'string'} | pattern,minLength,maxLength",
        "{'type':'string','nullable':true} | {'type':['string','null']} |",
        "{'type':['string','null'],'nullable':true} | {'type':['string','null']} |",
        "{'definitions':{'d':{'const':1}},'$ref':'#/definitions/d'} | {'$defs':{'d':{'enum':[1]}},'$ref':'#/$defs/d'} |",
        "{'$ref':'#/$defs/d','description':'D'} | {'description':'D','anyOf':[{'$ref':'#/$defs/d'}]} |",
        "{'$ref':'#/$defs/d','anyOf':[{'type':'string'}]} | {'anyOf':[{'type':'string'}]} | $ref",
        "{'description':'D','allOf':[{'type':'string','pattern':'x'}]} | {'description':'D','type':'string'} | pattern",
        "{'allOf':[{'type':'string'},{'enum':['a']}]} | {} | allOf",
        "{'items':{'not':{}},'prefixItems':[{'if':{}}],'oneOf':[true]} | {'items':{},'prefixItems':[{}],'oneOf':[true]} | not,if",
        "{'properties':{'pattern':{'type':'string'},'const':{'uniqueItems':true}}} | {'properties':{'pattern':{'type':'string'},'const':{}}} | uniqueItems",
      })
  void saysTheSameInWhatTheVendorKnows(String schema, String sent, String lost) {
    List<String> told = new ArrayList<>();

    assertThat(GeminiSchema.of(object(schema), told::add))
        .isEqualTo(object(sent.equals("=") ? schema : sent));
    assertThat(told).isEqualTo(lost == null ? List.of() : List.of(lost.split(",")));
  }
}
