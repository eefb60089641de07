"""In: drafts, and what people made of them in a workbook or on the page 校对. Out: files of data/.

Nothing is written before the data with it pass every gate; what a person decided stays decided.
"""
