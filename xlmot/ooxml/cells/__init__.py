"""Read and write the cells of a worksheet part: values, texts, formats, merges, formulas."""
