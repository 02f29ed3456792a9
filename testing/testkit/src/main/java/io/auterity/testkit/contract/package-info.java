/**
 * What every connector of a kind must do. A connector's {@code XContractTest} extends the suite of
 * its kind; a suite also fails when manifest and code disagree, either way. Stores of documents
 * have a suite of their own.
 */
@NullMarked
package io.auterity.testkit.contract;

import org.jspecify.annotations.NullMarked;
