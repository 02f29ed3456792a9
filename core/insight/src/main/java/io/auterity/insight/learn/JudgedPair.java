package io.auterity.insight.learn;

import java.util.UUID;

/**
 * A judged pair of answers to one question: the scores of the one that its caller got, and of that
 * of another offer, which was drawn.
 *
 * @param call decision of the one
 * @param copy decision of the other
 * @param route id of the one that planned the call
 * @param judge who said so
 * @param score of the one, from 0 to 1
 * @param copyScore of the other, from 0 to 1
 */
public record JudgedPair(
    UUID call, UUID copy, String route, String judge, double score, double copyScore) {}
