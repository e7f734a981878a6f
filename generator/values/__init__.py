"""The kinds of values that people write and pages show: dates, answers, web addresses, words of likelihood."""
