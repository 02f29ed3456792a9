/** Tests of the Helm chart in {@code deploy/chart}, rendered by Helm itself. */
@NullMarked
package io.auterity.chart;

import org.jspecify.annotations.NullMarked;
